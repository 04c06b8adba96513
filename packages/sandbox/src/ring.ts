export interface Ring<Item> {
  /** Newest last. */
  readonly all: () => readonly Item[]
  /** Adds an item, and answers those that had to go for it, oldest first. */
  readonly add: (item: Item, weight?: number) => readonly Item[]
  /** Forgets the items that are not of this kind. */
  readonly keep: (isKept: (item: Item) => boolean) => void
}

/**
 * Holds so many items at most, and so much weight; the newest one stays, whatever it weighs. Adding one costs the same however
 * many there are, which it does not in a `Map` or `Set`.
 */
export function createRing<Item>(capacity: number, mostWeight = Infinity): Ring<Item> {
  let entries: { readonly item: Item; readonly weight: number }[] = []
  let oldest = 0
  let total = 0

  const all = (): Item[] => entries.slice(oldest).map(({ item }) => item)

  function takeOldest(): Item {
    const { item, weight } = entries[oldest] as (typeof entries)[number]
    oldest += 1
    total -= weight
    // Half of it is empty: time to move.
    if (oldest > entries.length / 2) {
      entries = entries.slice(oldest)
      oldest = 0
    }
    return item
  }

  return {
    all,
    add(item, weight = 0) {
      entries.push({ item, weight })
      total += weight
      const gone: Item[] = []
      const count = (): number => entries.length - oldest
      while (count() > capacity || (total > mostWeight && count() > 1)) gone.push(takeOldest())
      return gone
    },
    keep(isKept) {
      entries = entries.slice(oldest).filter(({ item }) => isKept(item))
      oldest = 0
      total = entries.reduce((sum, { weight }) => sum + weight, 0)
    },
  }
}
