import type { DeliverableEvent } from './deliverable-event.js'

/**
 * Tells which events are one person's: a number for each event, the same for events that share a user id or a device
 * id, directly or through others.
 */
export function groupByPerson(events: readonly DeliverableEvent[]): number[] {
  const parents = events.map((_, index) => index)
  const firstOfUser = new Map<string, number>()
  const firstOfDevice = new Map<string, number>()

  function root(index: number): number {
    let current = index
    while (parents[current] !== current) current = parents[current] as number
    parents[index] = current
    return current
  }

  function join(index: number, id: string | undefined, firstOf: Map<string, number>): void {
    if (!id) return
    const first = firstOf.get(id)
    if (first === undefined) firstOf.set(id, index)
    else parents[root(index)] = root(first)
  }

  events.forEach((event, index) => {
    join(index, event.user_id, firstOfUser)
    join(index, event.device_id, firstOfDevice)
  })
  return events.map((_, index) => root(index))
}
