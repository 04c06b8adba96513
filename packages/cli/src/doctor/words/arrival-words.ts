import { describeIssue } from '@experiment-impressions/contract'
import { countOf } from '@experiment-impressions/inspection'
import { listOf } from '../../terminal/format.js'
import type { FindingParams } from '../finding-params.js'
import { nearMissOf } from '../trial/near-miss-of.js'
import { sentences, type FindingWords } from './finding-words.js'

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

/** What’s wrong with a test impression that arrived, or that didn’t. */
export const arrivalWords: FindingWords<ArrivalCode> = {
  IMPRESSION_LOST: ({ userId, otherRegion }) => [
    'Segment accepted the impression, but this Amplitude project doesn’t know the test person, neither by user id nor by device id.',
    `Look for ${userId} in the source’s debugger in Segment. If the impression isn’t there, the first cause applies. If it’s there, open the destination’s Event Delivery, which shows what was filtered or refused. Run impressions doctor --subscriptions to check triggers and mappings.`,
    [
      `SEGMENT_WRITE_KEY is mistyped or belongs to another source. Segment accepts impressions with any key.${otherRegion === undefined ? '' : ` Or the workspace is in Segment’s other region: add --segment-region ${otherRegion}.`}`,
      'The destination isn’t connected to this source, it’s switched off, or no enabled mapping of it matches $impression.',
      'Segment filters the event: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.',
      'Amplitude refuses the event: the destination’s API key is mistyped or belongs to the other data region.',
      'The destination delivers to a different Amplitude project than the one of AMPLITUDE_API_KEY.',
      'The event is later than usual. A longer --wait shows whether it still arrives.',
    ],
  ],
  IMPRESSION_LATE: ({ seconds, usual }) => [
    `The impression took ${countOf(seconds, 'second')}. It rarely takes more than ${String(usual)}: Segment collects batches for up to a minute.`,
    'If it happens once, do nothing. If it happens again, look for retries in the destination’s Event Delivery in Segment.',
  ],
  IMPRESSION_RAW: ({ names }) => [
    `The impression arrived as ${listOf(names)}, the form it has in Segment. Neither the destination nor Amplitude transformed it, so no experiment counts it.`,
    onlyThisAction,
    [
      'Segment’s own Amplitude destination sends it, with property names other than flag_key and variant.',
      'The Amplitude project doesn’t have Experiment, so it doesn’t transform these events.',
    ],
  ],
  IMPRESSION_RENAMED: ({ names }) => [
    sentences(
      `The impression arrived as ${listOf(names)}, but experiment analysis only looks for [Experiment] Impression.`,
      misspelling(names) ?? false,
    ),
    names.includes('[Experiment] Exposure')
      ? 'Use the action “Track Impression” for the subscription that matches $impression.'
      : 'Find what renames the event, and let this destination’s action “Track Impression” send $impression instead.',
    [
      'Another action or destination sends $impression and maps the event’s name.',
      'A source function, a destination filter or a tracking plan renames the event.',
    ],
  ],
  IMPRESSION_WITHOUT_EVENT: ({ userId }) => [
    'Amplitude knows the test person but shows no event of theirs.',
    `In Amplitude, look for [Experiment] Impression among the events under Data, and open ${userId} under Users.`,
    [
      'The event is blocked or deleted in Amplitude, or the project is over its limit of event types.',
      'Something sends the impression as an identify call, which only changes user properties.',
    ],
  ],
  IMPRESSION_PROPERTIES_WRONG: ({ lost, changed }) => [
    sentences(
      lost.length > 0 &&
        `${listOf(lost)} ${lost.length === 1 ? 'is' : 'are'} missing from the event in Amplitude.`,
      changed.length > 0 &&
        `${listOf(changed)} ${changed.length === 1 ? 'has' : 'have'} a different value in Amplitude.`,
    ),
    `In the subscription that matches $impression, map ${listOf([...lost, ...changed].map((name) => fields.get(name) ?? name))}.`,
  ],
  USER_ID_LOST: ({ userId }) => [
    `The impression arrived with its device id only; the user id ${userId} was lost on the way. It isn’t joined with conversions that have a user id.`,
    'Map the user id from $.userId. If it’s mapped, check the minimum id length in the destination’s settings.',
  ],
  DEVICE_ID_LOST: () => [
    'In Amplitude, the person’s devices don’t include the impression’s anonymous id, so it isn’t joined with conversions that have no user id.',
    'Map the device id from $.anonymousId, unless your conversion events also use another one.',
  ],
  PROPERTY_NOT_SET: ({ property, hasOther }) => [
    hasOther
      ? `The event arrived, but the user property ${property} has a value other than the variant.`
      : `The event arrived, but the user property ${property} isn’t set, so the person isn’t in the experiment.`,
    `${onlyThisAction} It sets the property with the event.`,
    hasOther
      ? ['Another destination or function sets the same property.']
      : [
          'An action other than “Track Impression” sent it, and maps only the event.',
          'The setting that skips user property updates of late events is too low, or the project reached Amplitude’s limit of experiment properties.',
          'The property is late. Look at the person in Amplitude again in a few minutes.',
        ],
  ],
  PROPERTY_NOT_UNSET: ({ property, isEventThere }) => [
    `The impression without a variant ${isEventThere ? 'arrived' : 'didn’t arrive'}, and the user property ${property} stays set: people who leave the experiment still count as in it.`,
    isEventThere
      ? `${onlyThisAction} It unsets the property.`
      : 'Look for the second impression in the destination’s Event Delivery, and remove whatever requires a variant.',
    isEventThere
      ? ['An action other than “Track Impression” sent it.', 'The change is late.']
      : [
          'A trigger, a filter or a tracking plan requires a variant.',
          'The mapping sets “Variant” to a fixed value, or the destination refuses an impression because it can’t be sure of the variant.',
        ],
  ],
  IMPRESSION_DOUBLED: (params) => [
    describeCopies(params),
    'If Segment’s own Amplitude destination sends it too, add this to the trigger of its mapping: and event != "$impression" and event != "$exposure"',
    params.withoutInsertId > 0 || params.others.length > 0 ? copyCauses : [...copyCauses].reverse(),
  ],
}

const onlyThisAction = 'Make sure that only this destination’s action “Track Impression” sends $impression.'

/** This destination sets an insert id on every event; Segment’s own one sets none. */
const copyCauses = [
  'Segment’s own Amplitude destination sends it too, and Amplitude transforms what it gets.',
  'Two subscriptions or two destinations of this source deliver to the same project.',
]

/** The destination’s fields by the property that they fill. */
const fields: ReadonlyMap<string, string> = new Map([
  ['[Experiment] Flag Key', '“Flag Key” from $.properties.flag_key'],
  ['[Experiment] Variant', '“Variant” from $.properties.variant'],
  ['[Experiment] Experiment Key', '“Experiment Key” from $.properties.experiment_key'],
])

/** What the contract says about a name that is almost right. */
function misspelling(names: readonly string[]): string | undefined {
  const near = names.flatMap((event) => nearMissOf({ event }) ?? [])
  const misspelled = near.find(({ code }) => code === 'EVENT_NAME_MISSPELLED')
  return misspelled && describeIssue(misspelled).reason
}

function describeCopies(params: FindingParams['IMPRESSION_DOUBLED']): string {
  const { impressions, sent, withoutInsertId, others } = params
  const ids =
    withoutInsertId > 0
      ? ` (${String(withoutInsertId)} without an insert id)`
      : impressions > sent
        ? ' (each with a different insert id)'
        : ''
  const alsoOthers = others.length > 0 ? `, and also ${listOf(others)}` : ''
  return `Amplitude has ${countOf(impressions, '[Experiment] Impression event')}${ids} for ${countOf(sent, 'test impression')}${alsoOthers}. Duplicates count twice, and may be billed twice.`
}
