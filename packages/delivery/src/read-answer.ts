import type { DeliverableEvent } from './deliverable-event.js'
import type { Cause } from './outcome.js'

/** An answer over HTTP: its status, and its body, parsed where it is JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** What an answer says of the upload it answers. Indices count within that upload. */
export type Verdict =
  | { readonly kind: 'accepted' }
  /** These events are refused for good; the others are to be sent again without them. */
  | { readonly kind: 'refused'; readonly indices: ReadonlySet<number>; readonly reason: string }
  /** These events have to wait; the others are to be sent again without them. */
  | { readonly kind: 'throttled'; readonly indices: ReadonlySet<number>; readonly reason: string }
  /** Too large, or something in it is wrong and nothing says what: send it in halves. */
  | { readonly kind: 'halve'; readonly reason: string }
  /** No event is at fault, and going on is useless for now (`retry`) or for good (`rejected`). */
  | {
      readonly kind: 'stop'
      readonly outcome: 'retry' | 'rejected'
      readonly cause: Cause
      readonly reason: string
    }

/**
 * Reads an answer of HTTP V2 or Batch. What is not understood is never taken for an acceptance or a refusal.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API", "Responses"; any answer but 200 ingested nothing.
 */
export function readAnswer({ status, body }: Answer, events: readonly DeliverableEvent[]): Verdict {
  const answer = isRecord(body) ? body : {}
  const reason = reasonOf(status, answer)
  if (status === 200 && answer['code'] === 200) return { kind: 'accepted' }
  if (status === 413) return { kind: 'halve', reason }
  if (status === 429) return throttled(answer, events, reason)
  if (status === 401 || /^invalid api key/i.test(textOf(answer['error']))) {
    return { kind: 'stop', outcome: 'rejected', cause: 'credentials', reason }
  }
  if (status === 400) return badRequest(answer, events.length, reason)
  // 403 comes from a firewall that read something it does not like in one of the events, or from the network.
  if (status === 403) return { kind: 'halve', reason }
  return { kind: 'stop', outcome: 'retry', cause: 'server', reason }
}

/** Fields of a 400 that name events: `field → indices` or a list of indices. */
const namingFields = [
  'events_with_invalid_fields',
  'events_with_missing_fields',
  // Undocumented; seen in answers to ids that are too short (Amplitude-Kotlin, issue 105).
  'events_with_invalid_id_lengths',
  'silenced_events',
] as const

function badRequest(answer: Readonly<Record<string, unknown>>, count: number, reason: string): Verdict {
  const indices = new Set(namingFields.flatMap((field) => indicesIn(answer[field], count)))
  return indices.size > 0 ? { kind: 'refused', indices, reason } : { kind: 'halve', reason }
}

/** Fields of a 429 whose keys are ids: `id → rate`. */
const throttledUsers = ['throttled_users', 'exceeded_daily_quota_users'] as const
const throttledDevices = ['throttled_devices', 'exceeded_daily_quota_devices'] as const

function throttled(
  answer: Readonly<Record<string, unknown>>,
  events: readonly DeliverableEvent[],
  reason: string,
): Verdict {
  const users = new Set(throttledUsers.flatMap((field) => keysOf(answer[field])))
  const devices = new Set(throttledDevices.flatMap((field) => keysOf(answer[field])))
  const indices = new Set(indicesIn(answer['throttled_events'], events.length))
  events.forEach(({ user_id, device_id }, index) => {
    if ((user_id !== undefined && users.has(user_id)) || (device_id !== undefined && devices.has(device_id)))
      indices.add(index)
  })
  return indices.size > 0
    ? { kind: 'throttled', indices, reason }
    : { kind: 'stop', outcome: 'retry', cause: 'throttled', reason }
}

/** What Amplitude is documented to say. Other words are not repeated: they may hold a key or a person's id. */
const documentedErrors = [
  'Invalid request path',
  'Missing request body',
  'Invalid JSON request body',
  'Request missing required field',
  'Invalid event JSON',
  'Invalid API key',
  'Invalid field values on some events',
  'Invalid id length for user_id or device_id',
  'Events silenced for device_id',
  'Forbidden',
  'Payload too large',
  'Too many requests for some devices and users',
] as const

function reasonOf(status: number, answer: Readonly<Record<string, unknown>>): string {
  const said = textOf(answer['error']).toLowerCase()
  const error = documentedErrors.find((documented) => said.startsWith(documented.toLowerCase()))
  return error === undefined
    ? `Amplitude answered ${String(status)}.`
    : `Amplitude answered ${String(status)}: ${error}.`
}

function indicesIn(value: unknown, count: number): number[] {
  const found = Array.isArray(value) ? value : isRecord(value) ? Object.values(value).flat() : []
  return found.filter(
    (index): index is number => Number.isInteger(index) && Number(index) >= 0 && Number(index) < count,
  )
}

function keysOf(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value) : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
