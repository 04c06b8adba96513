import { listOf, countOf } from '../../terminal/format.js'
import { batchWords } from './batch-words.js'
import type { Finding, FindingCode } from '../finding.js'
import { mappingWords } from './mapping-words.js'
import { arrivalWords } from './arrival-words.js'
import { roadWords } from './answer-words.js'
import type { Words } from './words.js'

/** What is wrong and why it matters, what to do about it, and the likely causes where there are several. */
export function describeFinding({ code, params }: Finding): {
  readonly reason: string
  readonly nextStep: string
  readonly causes?: readonly string[]
} {
  const describe = findings[code] as (of: unknown) => readonly [string, string, (readonly string[])?]
  const [reason, nextStep, causes] = describe(params)
  return { reason, nextStep, ...(causes === undefined ? {} : { causes }) }
}

const findings: Words<FindingCode> = {
  SETTING_MISSING: ({ label, variable }) => [
    `“${label}” is missing, and the destination does not work without it.`,
    variable === undefined
      ? 'Add it.'
      : `Give it as ${variable} in the environment, or add it to the settings. You find it in Amplitude under Settings, Organization settings, Projects.`,
  ],
  SETTING_UNKNOWN: ({ meant }) => [
    'The destination has no setting of this name, so it has no effect.',
    meant === undefined ? 'Remove it.' : `Rename it to ${meant}.`,
  ],
  SETTING_NOT_TYPE: ({ label, expected, received }) => [
    `“${label}” is to be ${expected}; found here: ${received}. Segment refuses every event with it.`,
    `Give ${expected}.`,
  ],
  SETTING_NOT_CHOICE: ({ label, choices }) => [
    `“${label}” has a value that is none of its choices. Segment refuses every event with it.`,
    `Take ${listOf(choices, 'or')}.`,
  ],
  SETTING_OUT_OF_RANGE: ({ label, expected }) => [
    `“${label}” has a value that cannot be meant; expected ${expected}.`,
    'Correct it, or leave it out.',
  ],
  KEY_MALFORMED: ({ label, problem }) =>
    problem === 'masked'
      ? [
          `“${label}” is not the key, but what a page shows in its place.`,
          'Copy the key itself, from Settings, Organization settings, Projects in Amplitude.',
        ]
      : [
          `“${label}” has white space in it or around it, which no key of Amplitude has.`,
          'Copy the key again, without what stands before and after it.',
        ],
  KEYS_EQUAL: () => [
    'The API key and the secret key are the same; one of them was pasted twice.',
    'Copy the other one from the same project in Amplitude.',
  ],
  KEYS_READABLE_BY_OTHERS: ({ file }) => [
    'The file holds keys, and other users of this machine may read it.',
    `Run chmod 600 ${file}, or take the keys out and give them as AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY.`,
  ],
  KEYS_REFUSED: ({ status, where }) => [
    `Amplitude ${where} does not know the two keys as a pair (it answered ${String(status)}).`,
    'Copy API key and secret key again, both from the same project, and check that none was changed in Amplitude since.',
  ],
  REGION_WRONG: ({ region, right, setting, isSending = false }) => [
    `The keys are of a project in ${right}, and ${isSending ? 'AMPLITUDE_REGION says' : 'the settings say'} ${region}. ${isSending ? 'The test would look in the wrong place.' : 'Every event would be refused as “Invalid API key”.'}`,
    isSending
      ? `Set AMPLITUDE_REGION to ${setting === 'europe' ? 'eu' : 'us'}, and check that the destination’s settings name the same region.`
      : `Set “endpoint” to ${setting}.`,
  ],
  AMPLITUDE_UNREACHABLE: ({ host, cause, isSending = false }) => [
    `${host} gave no usable answer (${cause}), so nothing is known of the keys.`,
    `Check the network, a proxy or firewall, and the address, then run this again${isSending ? '.' : '; --offline leaves this check out.'}`,
  ],
  AMPLITUDE_BUSY: ({ host, status }) => [
    `${host} answered ${String(status)}, so nothing is known of the keys.`,
    status === 429
      ? 'Run this again in an hour: Amplitude allows 360 such questions an hour.'
      : 'Run this again later.',
  ],
  AMPLITUDE_FOREIGN: ({ host, status, contentType, length }) => [
    `Something else answered at ${host} (${String(status)}, ${contentType ?? 'no content type'}, ${length < 1000 ? `${String(length)} characters` : `${String(Math.round(length / 1000))} kB`}), so nothing is known of the keys.`,
    status >= 300 && status < 400
      ? 'It sends callers elsewhere, which is not followed. Check the address, then run this again.'
      : 'Look for a proxy, a firewall or a page to log in to the network, and check the address, then run this again.',
  ],
  SUBSCRIPTIONS_INCOMPLETE: () => [
    'This is one page of several; the subscriptions on the others are not checked.',
    'Fetch the other pages too, and give each file as --subscriptions.',
  ],
  SUBSCRIPTION_MALFORMED: ({ key, expected, received }) => [
    `${key === '' ? 'The subscription' : `“${key}”`} is to be ${expected}; found here: ${received === 'undefined' ? 'nothing' : received}. The subscription is not checked.`,
    'Copy the subscription again, from Segment’s Public API.',
  ],
  SUBSCRIPTION_DISABLED: () => [
    'The subscription is switched off, so nothing is delivered by it.',
    'Switch it on in Segment, under Mappings, or delete it there if it is not needed.',
  ],
  SUBSCRIPTION_MISSING: ({ event, action, subscribe }) => [
    event === '$impression'
      ? 'No subscription that is on takes $impression: no impression reaches Amplitude.'
      : 'No subscription that is on takes $exposure: no exposure of a feature experiment reaches Amplitude.',
    `Add a subscription of the action “${action}” with the trigger ${subscribe}${event === '$impression' ? '' : ', if you have feature experiments'}.`,
  ],
  SUBSCRIPTION_TOO_NARROW: ({ event, events, of }) => [
    `${String(events)} of ${countOf(of, 'test event')} named ${event} ${events === 1 ? 'is' : 'are'} taken by no subscription: their triggers ask for more than the name.`,
    `Shorten the trigger to type = "track" and event = "${event}", unless some of them are to stay out.`,
  ],
  SUBSCRIPTION_TOO_WIDE: ({ matched, subscribe }) => [
    `The trigger also takes ${listOf(matched)}, which ${matched.length === 1 ? 'is no experiment event' : 'are no experiment events'}: each is refused, or even counted where the mapping has a fixed flag key.`,
    `Narrow the trigger${subscribe === '' ? '' : ` to ${subscribe}`}.`,
  ],
  SUBSCRIPTIONS_OVERLAP: ({ other, matched, sameDestination }) => [
    `It takes ${listOf(matched)}, and so does ${other}: each is sent twice.`,
    sameDestination
      ? 'Narrow one of the two triggers, or delete one of the subscriptions.'
      : 'Nothing to do where the two destinations are for two projects; else narrow one of the triggers.',
  ],
  FQL_INVALID: () => [
    'Segment cannot read the trigger, so the subscription takes nothing.',
    'Write it like type = "track" and event = "$impression", with straight quotes that are all closed.',
  ],
  FQL_READ_DIFFERENTLY: ({ read }) => [
    `Segment passes over a part of the trigger. What it reads: ${read}`,
    'Write what was meant in another way, such as event != "…" in place of !(event = "…").',
  ],
  ACTION_UNKNOWN: ({ actions, meant }) => [
    'The destination has no such action, so nothing is delivered.',
    `Take ${meant ?? listOf(actions, 'or')}.`,
  ],
  FIELD_UNKNOWN: ({ meant }) => [
    'The action has no field of this name, so this part of the mapping has no effect.',
    meant === undefined ? 'Remove it.' : `Map ${meant} instead.`,
  ],
  FIELD_UNMAPPED: ({ label, preset }) => [
    `The field “${label}” is required and not mapped: every event is refused.`,
    `Map it from ${preset}.`,
  ],
  DOUBLE_DELIVERY: ({ matched, trigger }) => [
    `Segment’s own Amplitude destination sends ${listOf(matched)} on as well, without an insert id, and Amplitude transforms what it gets: each counts twice.`,
    `Change its trigger to ${trigger}`,
  ],
  ...mappingWords,
  ...batchWords,
  ...roadWords,
  ...arrivalWords,
}
