import { own, parseJson } from '@experiment-impressions/contract/json'
import { readBody, type SourceRecord } from './source-record.js'

/** An event, or a sentence that says why it can't be read. The sentence never contains a value. */
export type ReadEvent =
  { readonly ok: true; readonly event: object } | { readonly ok: false; readonly reason: string }

/** Most wrappers around an event. No service nests more than a few. */
const mostWrappers = 8

/**
 * Reads the events of one record: one event, an array, or one event per line. Services on the way may have wrapped them. A record
 * without a value has no events. Never throws.
 */
export function readEvents(record: SourceRecord): ReadEvent[] {
  const text = readBody(record)
  return text === undefined ? [fault('The record isn’t UTF-8 text, plain or gzipped.')] : readText(text, 0)
}

function readText(text: string, wrappers: number): ReadEvent[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const whole = parseJson(trimmed)
  if (whole !== undefined) return unwrap(whole, wrappers)
  const lines = trimmed.split('\n').filter((line) => line.trim() !== '')
  const parsed = lines.map((line) => parseJson(line))
  if (parsed.every((line) => line === undefined))
    return [fault('The record isn’t JSON, neither as a whole nor line by line.')]
  return parsed.flatMap((line) =>
    line === undefined ? [fault('A line of the record isn’t JSON.')] : unwrap(line, wrappers),
  )
}

function unwrap(value: unknown, wrappers: number): ReadEvent[] {
  if (wrappers > mostWrappers) return [fault('The record has too many wrappers around its events.')]
  if (value === null) return []
  if (typeof value === 'string') return readText(value, wrappers + 1)
  if (Array.isArray(value)) return value.flatMap((one) => unwrap(one, wrappers + 1))
  if (typeof value !== 'object') return [fault('The record has a value that isn’t an event.')]
  const wrapped = wrappedIn(value)
  return wrapped === undefined ? [{ ok: true, event: value }] : unwrap(wrapped, wrappers + 1)
}

/** Returns the content of a wrapper, or `undefined` if the object is an event itself. Segment's events have a `type`. */
function wrappedIn(value: object): unknown {
  if (typeof own(value, 'type') === 'string') return undefined
  // Amazon SNS Developer Guide, "Message delivery formats".
  if (own(value, 'Type') === 'Notification') return own(value, 'Message')
  // Amazon EventBridge User Guide, "Event structure".
  if (typeof own(value, 'detail-type') === 'string') return own(value, 'detail')
  // Kafka Connect, JsonConverter with `schemas.enable`.
  if (own(value, 'schema') !== undefined) return own(value, 'payload')
  // Segment docs, "HTTP Tracking API": "Batch".
  const batch = own(value, 'batch')
  return Array.isArray(batch) ? batch : undefined
}

function fault(reason: string): ReadEvent {
  return { ok: false, reason }
}
