export interface Ring<Item> {
  /** Newest last. */
  readonly all: () => readonly Item[]
  /** Adds an item, and answers the oldest where that had to go. */
  readonly add: (item: Item) => Item | undefined
  /** Forgets the items that are not of this kind. */
  readonly keep: (isKept: (item: Item) => boolean) => void
}

/** Holds so many items at most. Adding one costs the same however many there are, which it does not in a `Map` or `Set`. */
export function createRing<Item>(capacity: number): Ring<Item> {
  let items: Item[] = []
  let oldest = 0

  const all = (): Item[] => [...items.slice(oldest), ...items.slice(0, oldest)]
  return {
    all,
    add(item) {
      if (items.length < capacity) {
        items.push(item)
        return undefined
      }
      const gone = items[oldest]
      items[oldest] = item
      oldest = (oldest + 1) % capacity
      return gone
    },
    keep(isKept) {
      items = all().filter(isKept)
      oldest = 0
    },
  }
}
