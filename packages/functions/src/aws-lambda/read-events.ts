import { own } from '@experiment-impressions/contract/json'
import { readBody } from './read-body.js'
import type { SourceRecord } from './source-record.js'

/** An event, or why there is none where one was expected: a sentence without any value. */
export type ReadEvent =
  { readonly ok: true; readonly event: object } | { readonly ok: false; readonly reason: string }

/** Wrappers around an event, the outermost counted as one. No service nests more than a few. */
const mostWrappers = 8

/**
 * The events of one record: an event, an array of them, or one a line; as they are, or wrapped by a service on the way.
 * None for a record without a value. Never throws.
 */
export function readEvents(record: SourceRecord): ReadEvent[] {
  const text = readBody(record)
  return text === undefined ? [fault('The record isn’t UTF-8 text, plain or gzipped.')] : readText(text, 0)
}

function readText(text: string, wrappers: number): ReadEvent[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const whole = parseJson(trimmed)
  if (whole !== undefined) return unwrap(whole.value, wrappers)
  const lines = trimmed.split('\n').filter((line) => line.trim() !== '')
  const parsed = lines.map(parseJson)
  if (parsed.every((line) => line === undefined))
    return [fault('The record isn’t JSON, neither as a whole nor line by line.')]
  return parsed.flatMap((line) =>
    line === undefined ? [fault('A line of the record isn’t JSON.')] : unwrap(line.value, wrappers),
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

/** What an object was wrapped around; `undefined` where it is an event itself. Those of Segment's calls have a `type`. */
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

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function fault(reason: string): ReadEvent {
  return { ok: false, reason }
}
