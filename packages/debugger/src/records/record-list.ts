import { summarize, type EventSummary } from './summarize.js'
import type { EventRecord } from './event-record.js'

/** A record with what lists need of it. */
export interface Entry {
  readonly record: EventRecord
  readonly summary: EventSummary
  /** Grows with every new event; the same for all changes of one. */
  readonly order: number
}

export interface RecordList {
  /** Oldest first. A new array after each change that was not there before. */
  readonly all: () => readonly Entry[]
  readonly find: (id: string) => Entry | undefined
  /** Adds records that are new and replaces those that are known, in their old places. */
  readonly put: (records: readonly EventRecord[]) => void
  readonly clear: () => void
  /** Says that the list now has all that the sandbox had. */
  readonly complete: () => void
  /** Whether it has; not while it is being filled for the first time, or again after it was cleared. */
  readonly isWhole: () => boolean
  /** How many were let go because there was no more room. */
  readonly forgotten: () => number
}

/** The events that the page holds: at most `capacity`, of which the oldest go first. */
export function createRecordList(capacity = 20_000): RecordList {
  const entries = new Map<string, Entry>()
  let snapshot: readonly Entry[] | undefined = []
  let nextOrder = 0
  let forgotten = 0
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
        forgotten += 1
      }
      snapshot = undefined
    },
    clear() {
      entries.clear()
      snapshot = []
      forgotten = 0
      isWhole = false
    },
    complete() {
      isWhole = true
    },
    isWhole: () => isWhole,
    forgotten: () => forgotten,
  }
}
