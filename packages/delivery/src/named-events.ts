import { isObject } from '@experiment-impressions/contract/json'
import type { DeliverableEvent } from './deliverable-event.js'
import type { Waits } from './upload-limits.js'

/** The events that an answer names, by their index in the upload. */
export interface NamedEvents {
  /** Refused for good. */
  readonly refused: ReadonlySet<number>
  /** To send later, and which wait Amplitude asks for. Never includes a refused event. */
  readonly waits: ReadonlyMap<number, keyof Waits>
}

/** The lists in a 400 that name events, as `field → indices` or as plain indices. */
const refusedIndices = [
  'events_with_invalid_fields',
  'events_with_missing_fields',
  // Undocumented. Seen in answers to ids that are too short (Amplitude-Kotlin, issue 105).
  'events_with_invalid_id_lengths',
  'silenced_events',
] as const

/** The lists of ids, or of `id → rate`, in a 429 and in the 400 for silenced devices, and the wait that each means. */
const waitingIds = [
  ['user_id', 'throttled_users', 'throttleMs'],
  ['device_id', 'throttled_devices', 'throttleMs'],
  // Last, so that the longer wait wins.
  ['user_id', 'exceeded_daily_quota_users', 'dailyQuotaMs'],
  ['device_id', 'exceeded_daily_quota_devices', 'dailyQuotaMs'],
] as const

type AnswerRecord = Readonly<Record<string, unknown>>

/**
 * Returns the events that an answer names. A user id only matches user ids, a device id only device ids, and ids that weren't
 * sent are ignored: Amplitude may name a device id that it derived itself. If any index is outside the upload, the answer is about
 * a different upload, so all its indices are ignored.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API", "400" and "429".
 */
export function namedEvents(answer: AnswerRecord, events: readonly DeliverableEvent[]): NamedEvents {
  const refused = indicesIn(answer, refusedIndices, events.length)
  for (const index of sentIn(events, 'device_id', answer['silenced_devices'])) refused.add(index)

  const waits = new Map<number, keyof Waits>()
  for (const index of indicesIn(answer, ['throttled_events'], events.length)) waits.set(index, 'throttleMs')
  for (const [field, list, wait] of waitingIds)
    for (const index of sentIn(events, field, answer[list])) waits.set(index, wait)

  for (const index of refused) waits.delete(index)
  return { refused, waits }
}

function indicesIn(answer: AnswerRecord, lists: readonly string[], count: number): Set<number> {
  const found = lists.flatMap((list) => valuesIn(answer[list]))
  const isIndex = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) < count
  return new Set(found.every(isIndex) ? found : [])
}

function valuesIn(list: unknown): unknown[] {
  if (Array.isArray(list)) return list
  return isObject(list) ? Object.values(list).flat() : []
}

/** The indices of the events that have one of these ids. */
function sentIn(
  events: readonly DeliverableEvent[],
  field: 'user_id' | 'device_id',
  list: unknown,
): number[] {
  const ids = new Set<unknown>(Array.isArray(list) ? list : isObject(list) ? Object.keys(list) : [])
  return events.flatMap((event, index) =>
    event[field] !== undefined && ids.has(event[field]) ? [index] : [],
  )
}
