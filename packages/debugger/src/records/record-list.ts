import { type EventRecord, type EventSummary, summarize } from '@experiment-impressions/inspection'

/** A record with its summary for lists. */
export interface Entry {
  readonly record: EventRecord
  readonly summary: EventSummary
  /** Ascending with every new event; changes of a record keep it. */
  readonly order: number
}

export interface RecordList {
  /** Oldest first. Returns the same array until something changes. */
  readonly all: () => readonly Entry[]
  readonly find: (id: string) => Entry | undefined
  /** Adds new records, and replaces known ones in their places. */
  readonly put: (records: readonly EventRecord[]) => void
  readonly clear: () => void
  /** Notes that the list now has everything that the sandbox had. */
  readonly complete: () => void
  /** Whether the list has everything that the sandbox had: false until `complete` is called, and after `clear`. */
  readonly isWhole: () => boolean
  /** How many records the list dropped because it was full. */
  readonly dropped: () => number
}

/** Keeps up to `capacity` records, and drops the oldest first. */
export function createRecordList(capacity = 20_000): RecordList {
  const entries = new Map<string, Entry>()
  let snapshot: readonly Entry[] | undefined = []
  let nextOrder = 0
  let dropped = 0
  let isWhole = false

  return {
    all: () => (snapshot ??= [...entries.values()]),
    find: (id) => entries.get(id),
    put(records) {
      if (records.length === 0) return
      for (const record of records) {
        const known = entries.get(record.id)
        entries.set(record.id, { record, summary: summarize(record), order: known?.order ?? nextOrder++ })
      }
      for (const id of entries.keys()) {
        if (entries.size <= capacity) break
        entries.delete(id)
        dropped += 1
      }
      snapshot = undefined
    },
    clear() {
      entries.clear()
      snapshot = []
      dropped = 0
      isWhole = false
    },
    complete() {
      isWhole = true
    },
    isWhole: () => isWhole,
    dropped: () => dropped,
  }
}
