import { previewValue } from '@experiment-impressions/inspection'
import { listOf } from '../../terminal/format.js'
import type { FindingParams } from '../finding.js'
import type { GivenKind, Outcome } from '../trial/outcome-kinds.js'
import { mappedFrom, share, type Words } from './words.js'

type BatchCode =
  | 'BATCH_SIZE_INVALID'
  | 'BATCH_KEY_UNKNOWN'
  | 'BATCH_KEYS_TOO_FINE'
  | 'BATCH_FAILS'
  | 'BATCH_OUTCOME_DIFFERS'
  | 'BATCH_DIFFERS'

export const batchWords: Words<BatchCode> = {
  BATCH_SIZE_INVALID: ({ label, minimum, maximum, isWhole }) => [
    isWhole
      ? `“${label}” is out of range: a batch holds ${String(minimum)} to ${String(maximum)} events. Segment doesn’t check this when it delivers, so it isn’t known what size it uses.`
      : `“${label}” isn’t a whole number. Segment refuses every event with it.`,
    `Use a whole number from ${String(minimum)} to ${String(maximum)}, or leave it out for ${String(maximum)}.`,
  ],
  BATCH_KEY_UNKNOWN: ({ key, meant }) => [
    `The action has no field “${previewValue(key, 40)}”, so it can’t be a batch key.`,
    meant === undefined ? 'Remove it. The destination needs no batch keys.' : `Use ${meant}, or remove it.`,
  ],
  BATCH_KEYS_TOO_FINE: ({ keys }) => [
    `Events share a batch only if they have the same ${listOf(keys)}, and almost no two events do: most batches hold one event, and each costs a request.`,
    `Remove ${listOf(keys)}. The destination needs no batch keys.`,
  ],
  BATCH_FAILS: ({ label, preset, reason, ...params }) => [
    sentences(
      `Segment can’t run the mapping of “${label}” for ${share(params)}; ${mappedFrom(params)}.`,
      'In a batch, one such event makes all the others fail too.',
      !params.isBatching && batchingOff,
      `It says: ${reason}`,
    ),
    `Map it from ${preset}, or in a way that works for every event.`,
  ],
  BATCH_OUTCOME_DIFFERS: ({ single, batch, reason, ...params }) => [
    sentences(
      `An event by itself is ${outcomes[single]}, and the same event in a batch is ${outcomes[batch]} (${share(params)}).`,
      !params.isBatching && batchingOff,
      reason !== undefined && `It says: ${reason}`,
    ),
    'Put the mapping of the preset back, and change one field at a time.',
  ],
  BATCH_DIFFERS: ({ label, preset, single, batch, ...params }) => [
    sentences(
      `“${label}” is ${kindNames[single]} in an event by itself and ${kindNames[batch]} in a batch (${share(params)}); ${mappedFrom(params)}.`,
      isEmptyString({ single, batch }) &&
        'Segment removes empty strings from single events, and leaves them in batches.',
      !params.isBatching && batchingOff,
    ),
    isEmptyString({ single, batch })
      ? `Put a condition around it that gives nothing instead of an empty string, such as { "@if": { "blank": …, "then": … } }, or map it from ${preset}.`
      : `Map it from ${preset}.`,
  ],
}

const batchingOff = 'Batching is off here, so this matters once it is turned on.'

function sentences(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(' ')
}

function isEmptyString({ single, batch }: Pick<FindingParams['BATCH_DIFFERS'], 'single' | 'batch'>): boolean {
  return single === 'empty string' || batch === 'empty string'
}

const outcomes: Readonly<Record<Outcome, string>> = {
  sent: 'sent to Amplitude',
  'held back': 'not sent',
  refused: 'refused',
}

const kindNames: Readonly<Record<GivenKind, string>> = {
  'empty string': 'an empty string',
  undefined: 'missing',
  null: 'null',
  array: 'an array',
  object: 'an object',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  bigint: 'a number',
  function: 'a function',
  symbol: 'a symbol',
}
