/** How much is kept: at most `count` items, and at most `bytes` of JSON (UTF-8) in total. */
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
   * Adds an item, or replaces one in its place; `bytes` is its size. Returns the items dropped to make room, oldest first. If
   * the item alone is over the bound, those are all items, including itself.
   */
  readonly put: (key: Key, item: Item, bytes: number) => Item[]
  readonly delete: (key: Key) => void
}

/** Keeps the newest items within a bound. Dropping one takes constant time. */
export function createBoundedMap<Key, Item>(bound: Bound): BoundedMap<Key, Item> {
  const held = new Map<Key, { readonly item: Item; readonly bytes: number }>()
  let bytes = 0
  // Always the same iterator: a new one would step over every key ever deleted. It returns keys in order of arrival.
  const oldest = held.keys()

  function remove(key: Key): void {
    bytes -= held.get(key)?.bytes ?? 0
    held.delete(key)
  }

  /** Must not be called on an empty map: the iterator would stay at its end. */
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
      const dropped: Item[] = []
      while (held.size > bound.count || bytes > bound.bytes) dropped.push(removeOldest())
      return dropped
    },
    delete: remove,
  }
}
