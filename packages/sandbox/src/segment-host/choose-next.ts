import type { Group } from './grouping.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'

/** An event without a final outcome. */
export interface QueuedEvent {
  readonly event: SegmentEvent
  readonly group: Group
  /** Its person's ids. */
  readonly people: readonly string[]
  /** UTF-8 bytes of the event as JSON. */
  readonly bytes: number
  /**
   * `collected` while its batch fills, `due` once it must go with the next batch, `delivering` during a try, `waiting` before
   * a retry.
   */
  state: 'collected' | 'due' | 'delivering' | 'waiting'
  /** The number of failed tries. */
  tries: number
}

/** Maximum bytes of a batch. Source: action-destinations, README, "Batching Requests". */
const maxBytes = 4_000_000

/**
 * Returns the events to deliver next, all of one group; empty if none may go. `queue` is in order of arrival. An event is held
 * back while an earlier one of the same person is being delivered, waits for a retry, or belongs to another group. Several
 * events of one person only go together within a batch.
 */
export function chooseNext(queue: Iterable<QueuedEvent>): readonly QueuedEvent[] {
  const held = new Set<string>()
  const groupOfPerson = new Map<string, string>()
  const chosen = new Map<string, { readonly events: QueuedEvent[]; bytes: number }>()

  for (const queued of queue) {
    const { people, state, group, bytes } = queued
    const isFree =
      (state === 'collected' || state === 'due') &&
      people.every((id) => !held.has(id) && (groupOfPerson.get(id) ?? group.key) === group.key)
    if (!isFree) {
      for (const id of people) held.add(id)
      continue
    }
    const list = chosen.get(group.key) ?? { events: [], bytes: 0 }
    if (list.events.length > 0 && list.bytes + bytes > maxBytes) return list.events
    chosen.set(group.key, list)
    list.events.push(queued)
    list.bytes += bytes
    if (list.events.length >= group.size) return list.events
    for (const id of people) groupOfPerson.set(id, group.key)
  }
  const due = [...chosen.values()].find(({ events }) => events.some(({ state }) => state === 'due'))
  return due?.events ?? []
}
