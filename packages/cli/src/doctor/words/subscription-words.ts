import { countOf } from '@experiment-impressions/inspection'
import { listOf } from '../../terminal/format.js'
import type { TriggerMistake } from '../finding-params.js'
import { kindNames, sentences, type FindingWords } from './finding-words.js'

type SubscriptionCode =
  | 'SUBSCRIPTIONS_EMPTY'
  | 'SUBSCRIPTIONS_INCOMPLETE'
  | 'SUBSCRIPTION_MALFORMED'
  | 'SUBSCRIPTION_DISABLED'
  | 'SUBSCRIPTION_MISSING'
  | 'SUBSCRIPTION_TOO_NARROW'
  | 'SUBSCRIPTION_TOO_WIDE'
  | 'SUBSCRIPTIONS_OVERLAP'
  | 'TRIGGER_MISTYPED'
  | 'FQL_INVALID'
  | 'FQL_READ_DIFFERENTLY'
  | 'ACTION_UNKNOWN'
  | 'FIELD_UNKNOWN'
  | 'FIELD_UNMAPPED'
  | 'DOUBLE_DELIVERY'

/** What’s wrong with a subscription before its mapping runs. */
export const subscriptionWords: FindingWords<SubscriptionCode> = {
  SUBSCRIPTIONS_EMPTY: ({ own, others, action, subscribe }) => [
    others === 0
      ? 'There’s no subscription at all, so Segment never sends anything to Amplitude.'
      : `None of the ${countOf(others, 'subscription')} belongs to ${own}, so it never sends anything to Amplitude.`,
    `In Segment, open ${own}, add a mapping of the action “${action}” under Mappings, and give it the trigger ${subscribe}`,
  ],
  SUBSCRIPTIONS_INCOMPLETE: () => [
    'The file is one page of several. The subscriptions on the other pages aren’t checked.',
    'Fetch the other pages too, and add --subscriptions for each file.',
  ],
  SUBSCRIPTION_MALFORMED: ({ key, expected, received }) => [
    `${key === '' ? 'The subscription' : `“${key}”`} must be ${expected} but ${malformed(expected, kindNames[received])}, so the subscription can’t be read.`,
    'Copy the subscription again from Segment’s Public API.',
  ],
  SUBSCRIPTION_DISABLED: () => [
    'The subscription is switched off, so it delivers nothing.',
    'Switch it on in Segment under Mappings, or delete it if you don’t need it.',
  ],
  SUBSCRIPTION_MISSING: ({ event, action, subscribe }) => [
    event === '$impression'
      ? 'No enabled subscription matches $impression, so no impression reaches Amplitude.'
      : 'No enabled subscription matches $exposure, so no exposure of a feature experiment reaches Amplitude.',
    `${event === '$impression' ? 'Add' : 'If you have feature experiments, add'} a subscription with the action “${action}” and the trigger ${subscribe}`,
  ],
  SUBSCRIPTION_TOO_NARROW: ({ event, events, of }) => [
    `No subscription matches ${String(events)} of ${countOf(of, 'test event')} named ${event}: the triggers check more than the name.`,
    `Shorten the trigger to type = "track" and event = "${event}" unless you mean to leave these events out.`,
  ],
  SUBSCRIPTION_TOO_WIDE: ({ matched, subscribe }) => [
    `The trigger also matches ${listOf(matched)}, which ${matched.length === 1 ? 'isn’t an experiment event' : 'aren’t experiment events'}. The destination refuses such events, or counts them if the mapping has a fixed flag key.`,
    subscribe === '' ? 'Narrow the trigger.' : `Narrow the trigger to ${subscribe}`,
  ],
  SUBSCRIPTIONS_OVERLAP: ({ other, matched, sameDestination }) => [
    `This subscription and ${other} both match ${listOf(matched)}, so each event is sent twice.`,
    sameDestination
      ? 'Narrow one of the two triggers, or delete one of the subscriptions.'
      : 'If the two destinations send to different projects, do nothing. Otherwise narrow one of the triggers.',
  ],
  TRIGGER_MISTYPED: ({ mistakes, missed, corrected, isCovered }) => [
    sentences(
      ...mistakes.map(describeMistake),
      !isCovered && `So ${listOf(missed, 'or')} never reaches Amplitude.`,
    ),
    isCovered
      ? `Change it to ${corrected}, or delete the subscription: another one matches ${listOf(missed)}.`
      : `Change it to ${corrected}`,
  ],
  FQL_INVALID: () => [
    'Segment can’t read the trigger, so the subscription matches nothing.',
    'Write it like type = "track" and event = "$impression", with straight quotes, and close every quote.',
  ],
  FQL_READ_DIFFERENTLY: ({ read }) => [
    `Segment ignores part of the trigger. It reads: ${read}`,
    'Write the condition another way, for example event != "…" instead of !(event = "…").',
  ],
  ACTION_UNKNOWN: ({ actions, meant }) => [
    'The destination has no such action, so the subscription delivers nothing.',
    `Use ${meant ?? listOf(actions, 'or')}.`,
  ],
  FIELD_UNKNOWN: ({ meant }) => [
    'The action has no field of this name, so this part of the mapping has no effect.',
    meant === undefined ? 'Remove it.' : `Map ${meant} instead.`,
  ],
  FIELD_UNMAPPED: ({ label, preset }) => [
    `The field “${label}” is required but isn’t mapped, so every event is refused.`,
    `Map it from ${preset}.`,
  ],
  DOUBLE_DELIVERY: ({ matched, trigger }) => [
    `Segment’s own Amplitude destination also sends ${listOf(matched)}, without an insert id. Amplitude transforms what it gets, so each event counts twice.`,
    `Change its trigger to ${trigger}`,
  ],
}

/** An object can be wrong only by being nested too deep. */
function malformed(expected: string, received: string): string {
  return expected.startsWith(received) ? 'has more' : `is ${received}`
}

function describeMistake({ part, written, meant, isInAmplitude }: TriggerMistake): string {
  switch (part) {
    case 'type':
      return `The trigger asks for calls of type “${written}”, but experiment events are of type “${meant}”.`
    case 'name':
      return `The trigger compares “name”, which only page and screen calls have. Did you mean event = "${meant}"?`
    case 'event':
      return isInAmplitude
        ? `The trigger asks for events named “${written}”. That’s the name in Amplitude; in Segment it’s “${meant}”.`
        : `The trigger asks for events named “${written}”. Did you mean “${meant}”? Names are compared exactly.`
  }
}
