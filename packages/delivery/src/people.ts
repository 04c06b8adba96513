import type { DeliverableEvent } from './deliverable-event.js'

/**
 * Tells which events are one person's: a number for each event, the same for events that share a user id or a device
 * id, directly or through others.
 */
export function groupByPerson(events: readonly DeliverableEvent[]): number[] {
  const parents = events.map((_, index) => index)
  const firstOf = new Map<string, number>()

  function root(index: number): number {
    let current = index
    while (parents[current] !== current) current = parents[current] as number
    parents[index] = current
    return current
  }

  events.forEach((event, index) => {
    for (const id of [
      event.user_id && `user ${event.user_id}`,
      event.device_id && `device ${event.device_id}`,
    ]) {
      if (!id) continue
      const first = firstOf.get(id)
      if (first === undefined) firstOf.set(id, index)
      else parents[root(index)] = root(first)
    }
  })
  return events.map((_, index) => root(index))
}
