import { listOf } from '../../terminal/format.js'
import { isNearPath } from './near-path.js'
import { mappedFrom, share, type Words } from './words.js'

type MappingCode =
  | 'EVENT_TYPE_CHANGED'
  | 'EVENT_REFUSED'
  | 'EVENT_NOT_HELD_BACK'
  | 'FIELD_LOST'
  | 'FIELD_CHANGED'
  | 'FIELD_INVENTED'
  | 'PROPERTIES_LOST'
  | 'ID_DIGITS_LOST'

export const mappingWords: Words<MappingCode> = {
  EVENT_TYPE_CHANGED: ({ event, action, right }) => [
    `${event} goes through the action “${action}”, which records it as another event.`,
    `Give it the action “${right}”, or narrow the trigger.`,
  ],
  EVENT_REFUSED: ({ reason, ...params }) => [
    `The destination refuses ${share(params)}, and not for want of an id, a flag key or a variant. It says: ${reason}`,
    'Put the mapping of the preset back, and change one field at a time.',
  ],
  EVENT_NOT_HELD_BACK: ({ label, preset, ...params }) => [
    `An event whose metadata says not to count it is sent all the same, because “${label}” loses the metadata; ${mappedFrom(params)}.`,
    `Map “${label}” from ${preset}, or add metadata to it.`,
  ],
  FIELD_LOST: ({ field, label, preset, ...params }) => [
    `“${label}” is lost in ${share(params)}; ${mappedFrom(params)}. ${lossMatters.get(field) ?? ''}`,
    isNearPath(params.mapped, preset)
      ? `Did you mean ${preset}? Map it from there.`
      : `Map it from ${preset}.`,
  ],
  FIELD_CHANGED: ({ field, label, preset, ...params }) => [
    `“${label}” comes out different in ${share(params)}; ${mappedFrom(params)}. ${changeMatters.get(field) ?? ''}`,
    `Map it from ${preset}${unlessShared(field)}.`,
  ],
  FIELD_INVENTED: ({ field, label, preset, ...params }) => [
    `“${label}” has a value in ${share(params)} where it is to have none; ${mappedFrom(params)}. ${inventionMatters.get(field) ?? ''}`,
    `Map it from ${preset}${unlessShared(field)}.`,
  ],
  PROPERTIES_LOST: ({ label, preset, names, ...params }) => [
    `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} lost in ${share(params)}: “${label}” ${mappedFrom(params).slice('it '.length)}.`,
    `Map “${label}” from ${preset}.`,
  ],
  ID_DIGITS_LOST: ({ label, preset, ...params }) => [
    `“${label}” becomes a number on the way, and numbers lose the last digits of long ids (here in ${share(params)}), so different ids become one; ${mappedFrom(params)}.`,
    `Map it from ${preset}, as text.`,
  ],
}

const joinsNone = 'The event then joins none of the visitor’s conversions.'

/** What becomes of an event that has another value in a field than it should. */
const changeMatters: ReadonlyMap<string, string> = new Map([
  ['flag_key', 'The event then belongs to another experiment, or to none.'],
  ['variant', 'The analysis then has another variant than the visitor saw.'],
  ['user_id', joinsNone],
  ['device_id', joinsNone],
  ['insert_id', 'Amplitude then does not know a retry or a replay for what it is.'],
  ['experiment_key', 'Amplitude then takes it for another run of the experiment.'],
  ['time', 'Amplitude then records another moment than the one at which the variant was shown.'],
  ['session_id', 'The event then belongs to another session than the visitor’s conversions.'],
])

/** What becomes of an event that has none. */
const lossMatters: ReadonlyMap<string, string> = new Map([
  ['flag_key', 'The destination refuses such an event.'],
  [
    'variant',
    'The destination refuses such an event, since it would take the visitor out of the experiment.',
  ],
  ['user_id', joinsNone],
  ['device_id', joinsNone],
  ['insert_id', 'Amplitude then counts, and bills, each retry and replay anew.'],
  ['experiment_key', 'Amplitude then cannot tell the runs of a restarted experiment apart.'],
  ['time', 'Amplitude then records when the event arrived, not when the variant was shown.'],
  ['session_id', 'The event then belongs to no session.'],
  ['device', 'Results then cannot be split by device, language or country.'],
])

/** What becomes of an event that has one where there is none. */
const inventionMatters: ReadonlyMap<string, string> = new Map([
  ['variant', 'Visitors who are out of the experiment then count as in it.'],
  ['user_id', 'Unknown visitors are then taken for known ones.'],
  ['device_id', joinsNone],
  ['experiment_key', 'Amplitude then takes it for a run of the experiment.'],
  ['session_id', 'The event then belongs to a session that there was not.'],
])

/** Ids are right wherever they come from, as long as the conversions have the same. */
function unlessShared(field: string): string {
  return field === 'user_id' || field === 'device_id'
    ? ', unless your conversion events have this id too'
    : ''
}
