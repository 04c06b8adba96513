/** How much is kept: at most `count` items, and at most `bytes` of them as JSON (UTF-8). */
export interface Bound {
  readonly count: number
  readonly bytes: number
}

export interface BoundedMap<Key, Item> {
  readonly get: (key: Key) => Item | undefined
  readonly has: (key: Key) => boolean
  /** Oldest first. */
  readonly all: () => Item[]
  /**
   * Adds an item, or replaces one in its old place; `bytes` is its size. Returns the items that had to go for it, oldest
   * first: all of them and the item itself if it alone is over the bound.
   */
  readonly put: (key: Key, item: Item, bytes: number) => Item[]
  readonly delete: (key: Key) => void
}

/** Keeps the newest items within a bound. Making room costs the same however many items there are. */
export function createBoundedMap<Key, Item>(bound: Bound): BoundedMap<Key, Item> {
  const held = new Map<Key, { readonly item: Item; readonly bytes: number }>()
  let bytes = 0
  // One iterator for good: a new one would step over every key that has ever been deleted. Its keys are in order of arrival.
  const oldest = held.keys()

  function remove(key: Key): void {
    bytes -= held.get(key)?.bytes ?? 0
    held.delete(key)
  }

  /** Only of what isn't empty: the iterator would be at its end for ever. */
  function removeOldest(): Item {
    const key = oldest.next().value as Key
    const item = held.get(key)?.item as Item
    remove(key)
    return item
  }

  return {
    get: (key) => held.get(key)?.item,
    has: (key) => held.has(key),
    all: () => Array.from(held.values(), ({ item }) => item),
    put(key, item, size) {
      bytes += size - (held.get(key)?.bytes ?? 0)
      held.set(key, { item, bytes: size })
      const gone: Item[] = []
      while (held.size > bound.count || bytes > bound.bytes) gone.push(removeOldest())
      return gone
    },
    delete: remove,
  }
}
