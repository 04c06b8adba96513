import { previewValue } from '@experiment-impressions/inspection'
import { listOf } from '../../terminal/format.js'
import type { FindingParams, Outcome } from '../finding-params.js'
import { kindNames, mappedFrom, sentences, share, type FindingWords } from './finding-words.js'

type BatchCode =
  | 'BATCH_SIZE_INVALID'
  | 'BATCH_KEY_UNKNOWN'
  | 'BATCH_KEYS_TOO_FINE'
  | 'BATCH_FAILS'
  | 'BATCH_OUTCOME_DIFFERS'
  | 'BATCH_DIFFERS'

/** What’s wrong with batches, or differs between an event on its own and the same event in a batch. */
export const batchWords: FindingWords<BatchCode> = {
  BATCH_SIZE_INVALID: ({ label, minimum, maximum, isWhole }) => [
    isWhole
      ? `“${label}” is out of range: a batch has ${String(minimum)} to ${String(maximum)} events. Segment doesn’t check this when it delivers, so the size of its batches is unknown.`
      : `“${label}” isn’t a whole number. Segment refuses every event.`,
    `Use a whole number from ${String(minimum)} to ${String(maximum)}, or leave it out for ${String(maximum)}.`,
  ],
  BATCH_KEY_UNKNOWN: ({ key, meant }) => [
    `The action has no field “${previewValue(key, 40)}”, so it can’t be a batch key.`,
    meant === undefined ? 'Remove it. The destination needs no batch keys.' : `Use ${meant}, or remove it.`,
  ],
  BATCH_KEYS_TOO_FINE: ({ keys }) => [
    `Events share a batch only if they have the same ${listOf(keys)}, and almost no two events do. Most batches then contain one event, and each costs a request.`,
    `Remove ${listOf(keys)}. The destination needs no batch keys.`,
  ],
  BATCH_FAILS: ({ label, preset, reason, ...params }) => [
    sentences(
      `Segment can’t run the mapping of “${label}” for ${share(params)}.`,
      mappedFrom(params),
      'In a batch, one such event makes all others fail too.',
      !params.isBatching && batchingOff,
      `Segment says: ${reason}`,
    ),
    `Map it from ${preset}, or change the mapping so that it works for every event.`,
  ],
  BATCH_OUTCOME_DIFFERS: ({ single, batch, reason, ...params }) => [
    sentences(
      `On its own, an event is ${outcomes[single]}; in a batch, it’s ${outcomes[batch]} (${share(params)}).`,
      !params.isBatching && batchingOff,
      reason !== undefined && `Segment says: ${reason}`,
    ),
    'Restore the preset’s mapping, then change one field at a time.',
  ],
  BATCH_DIFFERS: ({ label, preset, single, batch, ...params }) => [
    sentences(
      `“${label}” is ${kindNames[single]} for an event on its own, but ${kindNames[batch]} in a batch (${share(params)}).`,
      mappedFrom(params),
      isEmptyString({ single, batch }) &&
        'Segment removes empty strings from single events, but not from batches.',
      !params.isBatching && batchingOff,
    ),
    isEmptyString({ single, batch })
      ? `Add a condition that returns nothing instead of an empty string, such as { "@if": { "blank": …, "then": … } }, or map it from ${preset}.`
      : `Map it from ${preset}.`,
  ],
}

const batchingOff = 'Batching is off here, so this only matters once you turn it on.'

function isEmptyString({ single, batch }: Pick<FindingParams['BATCH_DIFFERS'], 'single' | 'batch'>): boolean {
  return single === 'empty string' || batch === 'empty string'
}

const outcomes: Readonly<Record<Outcome, string>> = {
  accepted: 'sent to Amplitude',
  skipped: 'not sent',
  rejected: 'refused',
}
