import type { Group } from './grouping.js'
import type { SegmentEvent } from '../segment/server-side-fields.js'

/** An event that has no final outcome yet. */
export interface QueuedEvent {
  readonly event: SegmentEvent
  readonly group: Group
  /** The ids of its person. */
  readonly people: readonly string[]
  /** UTF-8 bytes of the event as JSON. */
  readonly bytes: number
  /**
   * `collected` until its batch goes, `due` when it must go with the next one, `out` while it is being delivered, `waiting`
   * until it may be tried again.
   */
  state: 'collected' | 'due' | 'out' | 'waiting'
  /** Tries that have failed. */
  tries: number
}

/** Most bytes of a batch. Source: action-destinations, README, "Batching Requests". */
const mostBytes = 4_000_000

/**
 * The events that go out next, all of one group; none if nothing may go. `queue` is in the order of arrival. An event whose
 * person has an earlier one that is out or waits holds back, and so does one whose person's earlier event is of another group:
 * only within a batch do several events of one person go together.
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
    if (list.events.length > 0 && list.bytes + bytes > mostBytes) return list.events
    chosen.set(group.key, list)
    list.events.push(queued)
    list.bytes += bytes
    if (list.events.length >= group.size) return list.events
    for (const id of people) groupOfPerson.set(id, group.key)
  }
  const due = [...chosen.values()].find(({ events }) => events.some(({ state }) => state === 'due'))
  return due?.events ?? []
}
