import type { EventRecord, EventSummary } from '@experiment-impressions/inspection'

/** A record with its summary for lists. */
export interface Entry {
  readonly record: EventRecord
  readonly summary: EventSummary
  /** Ascending with every new event; changes of a record keep it. */
  readonly order: number
}

/** Records in the order of their arrival, the latest of them. */
export interface Shelf {
  /** Oldest first. Returns the same array until something changes. */
  readonly all: () => readonly Entry[]
  readonly find: (id: string) => Entry | undefined
  /** Adds a new record, or replaces a known one in its place. */
  readonly put: (record: EventRecord, summary: EventSummary) => void
  readonly remove: (id: string) => void
  readonly clear: () => void
  /** How many records were dropped for lack of room. */
  readonly dropped: () => number
}

/** Keeps up to `capacity` records, and drops the oldest first. */
export function createShelf(capacity: number): Shelf {
  const entries = new Map<string, Entry>()
  let snapshot: readonly Entry[] | undefined = []
  let nextOrder = 0
  let dropped = 0

  return {
    all: () => (snapshot ??= [...entries.values()]),
    find: (id) => entries.get(id),
    put(record, summary) {
      const known = entries.get(record.id)
      entries.set(record.id, { record, summary, order: known?.order ?? nextOrder++ })
      for (const id of entries.keys()) {
        if (entries.size <= capacity) break
        entries.delete(id)
        dropped += 1
      }
      snapshot = undefined
    },
    remove(id) {
      if (entries.delete(id)) snapshot = undefined
    },
    clear() {
      entries.clear()
      snapshot = []
      dropped = 0
    },
    dropped: () => dropped,
  }
}
