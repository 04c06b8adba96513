import { listOf, countOf } from '../../terminal/format.js'
import type { Words } from './words.js'
import type { SendFindingParams } from '../send-finding.js'

type ArrivalCode =
  | 'IMPRESSION_LOST'
  | 'IMPRESSION_LATE'
  | 'IMPRESSION_RAW'
  | 'IMPRESSION_RENAMED'
  | 'IMPRESSION_WITHOUT_EVENT'
  | 'IMPRESSION_PROPERTIES_WRONG'
  | 'USER_ID_LOST'
  | 'DEVICE_ID_LOST'
  | 'PROPERTY_NOT_SET'
  | 'PROPERTY_NOT_UNSET'
  | 'IMPRESSION_DOUBLED'

const filter = 'event != "$impression" and event != "$exposure"'

/** What is wrong with what arrived, or did not. */
export const arrivalWords: Words<ArrivalCode> = {
  IMPRESSION_LOST: ({ userId, otherRegion }) => [
    'Segment took the impression, and this Amplitude project doesn’t know the test person, neither by user id nor by device id.',
    `Look for ${userId} in the source’s debugger in Segment. If it isn’t there, it is the first cause; else open the destination’s Event Delivery, which shows what was filtered or refused. impressions doctor --subscriptions checks triggers and mappings.`,
    [
      `SEGMENT_WRITE_KEY is another source’s or a mistyped one: Segment says that it took the impression in any case.${otherRegion === undefined ? '' : ` Or the workspace is in Segment’s other region: then add --segment-region ${otherRegion}.`}`,
      'The destination isn’t connected to this source, or is switched off, or no mapping of it that is on takes $impression.',
      'Segment filters it: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.',
      'Amplitude refuses it: the destination has an API key of the other data region, or a mistyped one.',
      'The destination delivers to another Amplitude project than that of AMPLITUDE_API_KEY.',
      'It is later than usual: a longer --wait shows whether it still comes.',
    ],
  ],
  IMPRESSION_LATE: ({ seconds, usual }) => [
    `It took ${countOf(seconds, 'second')}, and rarely takes more than ${String(usual)}: Segment collects batches for up to a minute.`,
    'Nothing to do if it happens once. Else look in Segment for retries, in the destination’s Event Delivery.',
  ],
  IMPRESSION_RAW: ({ names }) => [
    `It arrived as ${listOf(names)}, the form that it has in Segment: nothing on the way transformed it, and Amplitude didn’t either. No experiment counts it.`,
    'Let this destination’s action “Track Impression” take $impression, and let no other mapping pass it on.',
    [
      'Segment’s own Amplitude destination passes it on, with properties under other names than flag_key and variant.',
      'The Amplitude project doesn’t have Experiment, so it doesn’t transform these events.',
    ],
  ],
  IMPRESSION_RENAMED: ({ names }) => [
    `It arrived as ${listOf(names)}, and experiment analysis looks for [Experiment] Impression alone.`,
    names.includes('[Experiment] Exposure')
      ? 'Give the subscription that takes $impression the action “Track Impression”.'
      : 'Look for what renames it, and let $impression go through this destination’s action “Track Impression” instead.',
    [
      'Another action or destination takes $impression and maps the event’s name.',
      'A source function, a destination filter or a tracking plan renames the event.',
    ],
  ],
  IMPRESSION_WITHOUT_EVENT: ({ userId }) => [
    'Amplitude knows the test person and shows no event of theirs.',
    `Look for [Experiment] Impression among the events in Amplitude, under Data, and open ${userId} under Users.`,
    [
      'The event is blocked or deleted in Amplitude, or the project is over its limit of event types.',
      'The impression only changed user properties: something sends it as an identify call.',
    ],
  ],
  IMPRESSION_PROPERTIES_WRONG: ({ lost, changed }) => [
    [
      lost.length > 0 &&
        `${listOf(lost)} ${lost.length === 1 ? 'is' : 'are'} missing from the event in Amplitude.`,
      changed.length > 0 &&
        `${listOf(changed)} ${changed.length === 1 ? 'has' : 'have'} another value there.`,
    ]
      .filter((part) => part !== false)
      .join(' '),
    `Map ${listOf([...lost, ...changed].map((name) => fields.get(name) ?? name))} in the subscription that takes $impression.`,
  ],
  USER_ID_LOST: ({ userId }) => [
    `The impression is there under its device id alone; ${userId} was left off on the way. It joins no conversion that has a user id.`,
    'Map the user id from $.userId. If it is mapped, look at the minimum id length in the destination’s settings.',
  ],
  DEVICE_ID_LOST: () => [
    'The person’s devices in Amplitude don’t include the anonymous id of the impression, so it joins no conversion that has no user id.',
    'Map the device id from $.anonymousId, unless your conversion events have another one too.',
  ],
  PROPERTY_NOT_SET: ({ property, hasOther }) => [
    hasOther
      ? `The event is there, and the user property ${property} has another value than the variant.`
      : `The event is there, and the user property ${property} isn’t: the person isn’t in the experiment.`,
    'Let only this destination’s action “Track Impression” send $impression; it sets the property with the event.',
    hasOther
      ? ['Another destination or function sets the same property.']
      : [
          'Another action than “Track Impression” sent it, which maps the event alone.',
          'The setting that skips user property updates of late events is too low, or Amplitude’s limit of experiment properties is reached.',
          'It is late: look at the person in Amplitude again in a few minutes.',
        ],
  ],
  PROPERTY_NOT_UNSET: ({ property, isEventThere }) => [
    isEventThere
      ? `The impression without a variant is there, and the user property ${property} stays: people who leave the experiment count as in it.`
      : `Nothing of the impression without a variant has arrived, and the user property ${property} stays: people who leave the experiment count as in it.`,
    isEventThere
      ? 'Let only this destination’s action “Track Impression” send $impression; it unsets the property.'
      : 'Look for the second impression in the destination’s Event Delivery, and remove what demands a variant.',
    isEventThere
      ? ['Another action than “Track Impression” sent it.', 'It is late.']
      : [
          'A trigger, a filter or a tracking plan demands a variant.',
          'The mapping gives “Variant” a fixed value, or the destination refuses an impression whose variant it can’t be sure of.',
        ],
  ],
  IMPRESSION_DOUBLED: (params) => [
    describeCopies(params),
    `If it is Segment’s own Amplitude destination, add to the trigger of its mapping: and ${filter}`,
    params.withoutInsertId > 0 || params.others.length > 0 ? copyCauses : [...copyCauses].reverse(),
  ],
}

/** This destination gives every event an insert id; Segment’s own one gives none. */
const copyCauses = [
  'Segment’s own Amplitude destination sends it as well, and Amplitude transforms what it gets.',
  'Two subscriptions or two destinations of this source deliver to the same project.',
]

/** The destination’s fields by the property that they fill. */
const fields: ReadonlyMap<string, string> = new Map([
  ['[Experiment] Flag Key', '“Flag Key” from $.properties.flag_key'],
  ['[Experiment] Variant', '“Variant” from $.properties.variant'],
  ['[Experiment] Experiment Key', '“Experiment Key” from $.properties.experiment_key'],
])

function describeCopies({
  impressions,
  sent,
  withoutInsertId,
  others,
}: SendFindingParams['IMPRESSION_DOUBLED']): string {
  const parts = [
    `Of ${countOf(sent, 'test impression')} Amplitude has ${countOf(impressions, 'event')} [Experiment] Impression`,
    others.length > 0 && `and, besides, ${listOf(others)}`,
    withoutInsertId > 0
      ? `(${String(withoutInsertId)} without an insert id)`
      : impressions > sent && '(each with an insert id of its own)',
  ]
  return `${parts.filter((part) => part !== false).join(' ')}. What arrives twice is counted, and may be billed, twice.`
}
