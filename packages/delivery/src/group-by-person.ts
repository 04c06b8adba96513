import type { DeliverableEvent } from './deliverable-event.js'

/** The ids that say whose event it is. */
type Ids = Pick<DeliverableEvent, 'user_id' | 'device_id'>

/**
 * Returns a number per event that stands for its person. Events that share a user id or a device id, directly or through other
 * events, get the same number. Takes linear time, however long the chains of shared ids are.
 */
export function groupByPerson(events: readonly Ids[]): number[] {
  const parents = events.map((_, index) => index)
  const sizes = events.map(() => 1)
  const firstOfUser = new Map<string, number>()
  const firstOfDevice = new Map<string, number>()

  function root(index: number): number {
    let current = index
    while (parents[current] !== current) {
      // Halves the path for the next lookup.
      const parent = parents[current] as number
      parents[current] = parents[parent] as number
      current = parents[current] as number
    }
    return current
  }

  /** Joins the smaller group to the larger one, which keeps paths short. */
  function union(one: number, other: number): void {
    const [a, b] = [root(one), root(other)]
    if (a === b) return
    const [small, large] = (sizes[a] as number) < (sizes[b] as number) ? [a, b] : [b, a]
    parents[small] = large
    sizes[large] = (sizes[large] as number) + (sizes[small] as number)
  }

  function join(index: number, id: string | undefined, firstOf: Map<string, number>): void {
    if (!id) return
    const first = firstOf.get(id)
    if (first === undefined) firstOf.set(id, index)
    else union(index, first)
  }

  events.forEach((event, index) => {
    join(index, event.user_id, firstOfUser)
    join(index, event.device_id, firstOfDevice)
  })
  return events.map((_, index) => root(index))
}
