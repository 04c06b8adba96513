import { countOf } from '@experiment-impressions/inspection'
import { formatTook, listOf } from '../../terminal/format.js'
import type { CheckName, Note, NoteParams } from '../check.js'

/** What to say about a check that found nothing, or why it wasn’t made. */
export function describeNote({ code, params }: Note): string {
  return (notes[code] as (of: unknown) => string)(params)
}

export const checkTitles: Readonly<Record<CheckName, string>> = {
  settings: 'Settings',
  keys: 'Keys and region',
  subscriptions: 'Subscriptions',
  deliveries: 'Sent once',
  mappings: 'Mappings',
  segment: 'Segment',
  amplitude: 'Amplitude',
  property: 'User property',
  unset: 'Unset',
  copies: 'Arrived once',
  person: 'Test person',
}

const notes: { readonly [Code in keyof NoteParams]: (params: NoteParams[Code]) => string } = {
  SETTINGS_UNDERSTOOD: ({ settings, variables }) =>
    `${countOf(settings, 'setting')}, all valid${variables.length === 0 ? '' : `; ${listOf(variables)} from the environment`}.`,
  KEYS_ACCEPTED: ({ where }) =>
    `Amplitude ${where} accepts the two keys as a pair. Only a real event shows whether the API key can send.`,
  SUBSCRIPTIONS_RIGHT: ({ subscriptions, others, isPresets }) =>
    isPresets
      ? `The destination’s ${String(subscriptions)} presets cover $impression and $exposure. Check your own with --subscriptions.`
      : `${countOf(subscriptions, 'subscription')} ${subscriptions === 1 ? 'covers' : 'cover'} $impression and $exposure.${others === 0 ? '' : ` ${countOf(others, 'subscription')} ${others === 1 ? 'belongs' : 'belong'} to other destinations.`}`,
  EACH_SENT_ONCE: ({ events }) => `Amplitude gets each of ${countOf(events, 'test event')} at most once.`,
  MAPPINGS_RIGHT: ({ subscriptions, events }) =>
    `${countOf(subscriptions, 'mapping')} passed with ${countOf(events, 'test event')}, one by one and in batches.`,
  SETTINGS_NOT_GIVEN: () => 'Not checked: add --settings.',
  KEYS_NOT_GIVEN: () => 'Not checked: there are no keys.',
  KEYS_NOT_CLEAR: () => 'Not checked: fix the settings first.',
  NETWORK_OFF: () => 'Not checked: --offline.',
  NOTHING_SENT: () => 'Not checked: no subscription sends an experiment event.',
  MAPPINGS_NOT_RUNNABLE: () => 'Not checked: no subscription can run.',
  SEGMENT_TOOK_IT: ({ host, ms }) =>
    `${host} accepted the impression in ${formatTook(ms)}. Segment accepts any write key, so this doesn’t prove that yours is right.`,
  IMPRESSION_ARRIVED: ({ name, ms }) =>
    `${name} arrived after ${formatTook(ms)}, with flag key, variant and experiment key.`,
  PROPERTY_SET: ({ property, variant, ms }) =>
    `${property} was set to ${variant} ${ms < 1000 ? 'with the event' : `${formatTook(ms)} after the event`}.`,
  PROPERTY_UNSET: ({ property, ms }) =>
    `${property} was unset ${formatTook(ms)} after an impression without a variant.`,
  NO_COPIES: ({ sent }) =>
    `Amplitude has no copies of the ${countOf(sent, 'test impression')} after half a minute.`,
  DELETION_SCHEDULED: ({ userId, day }) =>
    `Amplitude deletes ${userId} ${day === undefined ? 'within 30 days' : `by ${day}`}, and sends the project’s admins an email. ${inSegment}`,
  PERSON_KEPT: ({ userId }) =>
    `${userId} stays in Amplitude. To delete the person later, use Amplitude’s User Privacy API. Next time, --delete-test-person does it. ${inSegment}`,
  PERSON_NOT_KNOWN: () => 'Amplitude doesn’t know the test person, so there’s nobody to delete.',
  STAGE_NOT_REACHED: () => 'Not checked: the impression didn’t get this far.',
}

const inSegment = 'In Segment, delete the same user id under Settings, End User Privacy.'
