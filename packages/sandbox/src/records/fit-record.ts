import type { EventRecord } from './event-record.js'
import { jsonBytes } from '../memory/json-bytes.js'

/** Most UTF-8 bytes of one record as JSON: an event of Segment's largest size with every try on it has room. */
const mostBytes = 1_000_000

const mostOfReason = 500

/** A record that can be shown, and its size in UTF-8 bytes of JSON. */
export interface FittedRecord {
  readonly record: EventRecord
  readonly bytes: number
}

/**
 * The record as it is or, if it is too large or can't be written as JSON, one in its place that says so. Whatever lists
 * records can rely on each of them.
 */
export function fitRecord(record: EventRecord): FittedRecord {
  const bytes = jsonBytes(record)
  if (bytes !== undefined && bytes <= mostBytes) return { record, bytes }
  const why = bytes === undefined ? 'can’t be written as JSON' : `is over ${String(mostBytes / 1_000_000)} MB`
  const instead = withoutContents(record, `The record of this event ${why}. Only its outcome is kept.`)
  return { record: instead, bytes: jsonBytes(instead) ?? 0 }
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
      ...(reason === undefined ? {} : { reason: reason.slice(0, mostOfReason) }),
    })),
    storage,
    repeats,
    subscription: null,
    userProperties: null,
    omitted,
  }
}
