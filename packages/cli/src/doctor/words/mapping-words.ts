import { didYouMean } from '@experiment-impressions/inspection'
import { listOf } from '../../terminal/format.js'
import { mappedFrom, sentences, share, type FindingWords } from './finding-words.js'

type MappingCode =
  | 'EVENT_TYPE_CHANGED'
  | 'EVENT_REFUSED'
  | 'EVENT_NOT_HELD_BACK'
  | 'FIELD_LOST'
  | 'FIELD_CHANGED'
  | 'FIELD_INVENTED'
  | 'PROPERTIES_LOST'
  | 'ID_DIGITS_LOST'

/** What a mapping loses, changes or makes up. */
export const mappingWords: FindingWords<MappingCode> = {
  EVENT_TYPE_CHANGED: ({ event, action, right }) => [
    `${event} goes through the action “${action}”, which records it as another event.`,
    `Use the action “${right}”, or narrow the trigger.`,
  ],
  EVENT_REFUSED: ({ reason, ...params }) => [
    `The destination refuses ${share(params)}. No id, flag key or variant is missing. It says: ${reason}`,
    'Restore the preset’s mapping, then change one field at a time.',
  ],
  EVENT_NOT_HELD_BACK: ({ label, preset, ...params }) => [
    sentences(
      `The metadata of some events says not to count them, but they’re sent: “${label}” loses the metadata.`,
      mappedFrom(params),
    ),
    `Map “${label}” from ${preset}, or add metadata to it.`,
  ],
  FIELD_LOST: ({ field, label, preset, ...params }) => [
    sentences(`“${label}” is lost in ${share(params)}.`, mappedFrom(params), lossMatters.get(field) ?? false),
    isNearPath(params.mapped, preset)
      ? `Did you mean ${preset}? Map it from there.`
      : `Map it from ${preset}.`,
  ],
  FIELD_CHANGED: ({ field, label, preset, ...params }) => [
    sentences(
      `“${label}” has a wrong value in ${share(params)}.`,
      mappedFrom(params),
      changeMatters.get(field) ?? false,
    ),
    `Map it from ${preset}${unlessShared(field)}.`,
  ],
  FIELD_INVENTED: ({ field, label, preset, ...params }) => [
    sentences(
      `“${label}” should be empty in ${share(params)}, but has a value.`,
      mappedFrom(params),
      inventionMatters.get(field) ?? false,
    ),
    `Map it from ${preset}${unlessShared(field)}.`,
  ],
  PROPERTIES_LOST: ({ label, preset, names, mapped, ...params }) => [
    sentences(
      `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} lost in ${share(params)}.`,
      mapped === undefined ? `“${label}” isn’t mapped.` : `“${label}” is mapped from ${mapped}.`,
    ),
    `Map “${label}” from ${preset}.`,
  ],
  ID_DIGITS_LOST: ({ label, preset, ...params }) => [
    sentences(
      `“${label}” becomes a number in ${share(params)}.`,
      mappedFrom(params),
      'Numbers lose the last digits of long ids, so different people become one.',
    ),
    `Map it from ${preset}, as text.`,
  ],
}

const joinsNone = 'The event then isn’t joined with the visitor’s conversions.'

/** Why it matters that a field has another value than it should. */
const changeMatters: ReadonlyMap<string, string> = new Map([
  ['flag_key', 'The event then belongs to another experiment, or to none.'],
  ['variant', 'The analysis then shows a different variant from the one that the visitor saw.'],
  ['user_id', joinsNone],
  ['device_id', joinsNone],
  ['insert_id', 'Amplitude then can’t recognize a retry or a replay.'],
  ['experiment_key', 'Amplitude then assigns the event to a different run of the experiment.'],
  ['time', 'Amplitude then records the wrong time, not when the visitor saw the variant.'],
  ['session_id', 'The event then belongs to a different session from the visitor’s conversions.'],
])

/** Why it matters that a field has no value. */
const lossMatters: ReadonlyMap<string, string> = new Map([
  ['flag_key', 'The destination refuses such events.'],
  [
    'variant',
    'The destination refuses such events, because they would take the visitor out of the experiment.',
  ],
  ['user_id', joinsNone],
  ['device_id', joinsNone],
  ['insert_id', 'Amplitude then counts, and bills, every retry and replay again.'],
  ['experiment_key', 'Amplitude then can’t tell the runs of a restarted experiment apart.'],
  ['time', 'Amplitude then records when the event arrived, not when the visitor saw the variant.'],
  ['session_id', 'The event then belongs to no session.'],
  ['device', 'You then can’t split results by device, language or country.'],
])

/** Why it matters that a field has a value when it should have none. */
const inventionMatters: ReadonlyMap<string, string> = new Map([
  ['variant', 'Visitors who are out of the experiment then count as in it.'],
  ['user_id', 'Unknown visitors then look like known ones.'],
  ['device_id', joinsNone],
  ['experiment_key', 'Amplitude then assigns the event to a run of the experiment.'],
  ['session_id', 'The event then belongs to a session that didn’t exist.'],
])

/** Any id is right if the conversions have the same. */
function unlessShared(field: string): string {
  return field === 'user_id' || field === 'device_id'
    ? ', unless your conversion events have this id too'
    : ''
}

/**
 * Whether a path looks like a mistake for the right one, with a similar last name: `$.properties.variation`,
 * `$.properties.Variant` and `$.properties.variant_id` for `$.properties.variant`.
 */
function isNearPath(mapped: string | undefined, right: string): boolean {
  const [given, meant] = [splitPath(mapped ?? ''), splitPath(right)]
  if (given.parent !== meant.parent || given.name.length < 3) return false
  const [a, b] = [given.name, meant.name]
  return a.includes(b) || b.includes(a) || a.slice(0, 5) === b.slice(0, 5) || didYouMean(a, [b]) !== undefined
}

/** The last name of a path, in lower case and without signs, and the path before it. */
function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const dot = path.lastIndexOf('.')
  const name = path.slice(dot + 1).toLowerCase()
  return { parent: path.slice(0, Math.max(dot, 0)), name: name.replace(/[^a-z0-9]/g, '') }
}
