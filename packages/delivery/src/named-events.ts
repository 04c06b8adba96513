import { isObject } from '@experiment-impressions/contract/json'
import type { DeliverableEvent } from './deliverable-event.js'
import type { Waits } from './endpoints.js'

/** The events that an answer names, by their indices within the upload it answers. */
export interface NamedEvents {
  /** Refused for good. */
  readonly refused: ReadonlySet<number>
  /** To be sent later, and which wait is asked for. None of them is refused. */
  readonly waits: ReadonlyMap<number, keyof Waits>
}

/** Lists of a 400 that name events: `field → indices`, or indices. */
const refusedIndices = [
  'events_with_invalid_fields',
  'events_with_missing_fields',
  // Undocumented; seen in answers to ids that are too short (Amplitude-Kotlin, issue 105).
  'events_with_invalid_id_lengths',
  'silenced_events',
] as const

/** Lists of ids, or of `id → rate`, in a 429 and in the 400 of silenced devices; and which wait each means. */
const waitingIds = [
  ['user_id', 'throttled_users', 'throttleMs'],
  ['device_id', 'throttled_devices', 'throttleMs'],
  // The longer wait stands last, and so it wins.
  ['user_id', 'exceeded_daily_quota_users', 'dailyQuotaMs'],
  ['device_id', 'exceeded_daily_quota_devices', 'dailyQuotaMs'],
] as const

type AnswerRecord = Readonly<Record<string, unknown>>

/**
 * Which events an answer names. Ids count only as the kind of id that they are named as, and only where they were
 * sent: Amplitude may name a device id that it derived itself. An answer with an index that is not in the upload is
 * about some other upload, and so none of its indices counts.
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

/** The indices of the events that were sent with one of these ids. */
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
