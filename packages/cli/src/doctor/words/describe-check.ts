import { listOf, countOf } from '../../terminal/format.js'
import { stageNotes } from './stage-notes.js'
import type { CheckName, Note, NoteParams, NoteWords } from '../check.js'

/** What a check that found nothing has to say, or why it was not made. */
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

const notes: NoteWords<keyof NoteParams> = {
  SETTINGS_UNDERSTOOD: ({ settings, variables }) =>
    `${countOf(settings, 'setting')}, all understood${variables.length === 0 ? '' : `; ${listOf(variables)} from the environment`}.`,
  KEYS_ACCEPTED: ({ where }) =>
    `Amplitude ${where} knows the two keys as a pair. Whether the API key may send events shows with the first one.`,
  SUBSCRIPTIONS_RIGHT: ({ subscriptions, others, isPresets }) =>
    isPresets
      ? `The ${String(subscriptions)} that the destination brings along take $impression and $exposure. Give your own as --subscriptions.`
      : `${countOf(subscriptions, 'subscription')}; $impression and $exposure are taken.${others === 0 ? '' : ` ${countOf(others, 'subscription')} of other destinations.`}`,
  EACH_SENT_ONCE: ({ events }) =>
    `Each of ${countOf(events, 'test event')} is sent to Amplitude once at most.`,
  MAPPINGS_RIGHT: ({ subscriptions, events }) =>
    `${countOf(subscriptions, 'mapping')} run over ${countOf(events, 'test event')}, singly and in batches: all come out right.`,
  SETTINGS_NOT_GIVEN: () => 'Not checked: give --settings.',
  KEYS_NOT_GIVEN: () => 'Not checked: no keys were given.',
  KEYS_NOT_CLEAR: () => 'Not checked: the settings are to be put right first.',
  NETWORK_OFF: () => 'Not checked: --offline.',
  MAPPINGS_NOT_RUNNABLE: () => 'Not checked: no subscription can be run.',
  ...stageNotes,
}
