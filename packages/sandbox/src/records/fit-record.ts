import type { EventRecord } from '@experiment-impressions/inspection'
import { jsonBytes } from '../memory/json-bytes.js'

/** Maximum UTF-8 bytes of one record as JSON: an event of Segment's maximum size fits with all its tries. */
const maxBytes = 1_000_000

const maxReasonLength = 500

/** A record that can be shown, and its size in UTF-8 bytes of JSON. */
export interface FittedRecord {
  readonly record: EventRecord
  readonly bytes: number
}

/**
 * Returns the record or, if it's too large or can't be written as JSON, a replacement that says so. Every listed record can
 * therefore be serialized.
 */
export function fitRecord(record: EventRecord): FittedRecord {
  const bytes = jsonBytes(record)
  if (bytes !== undefined && bytes <= maxBytes) return { record, bytes }
  const why = bytes === undefined ? 'can’t be written as JSON' : `is over ${String(maxBytes / 1_000_000)} MB`
  const replacement = withoutContents(record, `The record of this event ${why}. Only its outcome is kept.`)
  return { record: replacement, bytes: jsonBytes(replacement) ?? 0 }
}

function withoutContents(record: EventRecord, omitted: string): EventRecord {
  const { id, pre, outcome, attempts, storage, repeats } = record
  const { type, messageId, event } = pre
  return {
    id,
    pre: { type, messageId, ...(typeof event === 'string' ? { event } : {}) },
    post: null,
    expected: null,
    issues: [],
    outcome,
    attempts: attempts.map(({ at, outcome: tried, reason }) => ({
      at,
      outcome: tried,
      ...(reason === undefined ? {} : { reason: reason.slice(0, maxReasonLength) }),
    })),
    storage,
    repeats,
    subscription: null,
    userProperties: null,
    omitted,
  }
}
