import { type EventRecord, summarize } from '@experiment-impressions/inspection'
import { createShelf, type Entry } from './shelf.js'

export type { Entry } from './shelf.js'

/** Experiment events, and apart from them all other calls, so that no statistics, people or choices include those. */
export interface RecordList {
  /** Experiment events, oldest first. Returns the same array until one changes. */
  readonly all: () => readonly Entry[]
  /** The calls that aren’t experiment events, in the same way. */
  readonly calls: () => readonly Entry[]
  /** Among both. */
  readonly find: (id: string) => Entry | undefined
  /** Adds new records, and replaces known ones in their places. */
  readonly put: (records: readonly EventRecord[]) => void
  readonly clear: () => void
  /** Notes that the list now has everything that the sandbox had. */
  readonly complete: () => void
  /** Whether the list has everything that the sandbox had: false until `complete` is called, and after `clear`. */
  readonly isWhole: () => boolean
  /** How many experiment events the list dropped because it was full. */
  readonly dropped: () => number
  readonly droppedCalls: () => number
}

/** Keeps up to `capacity` experiment events and a quarter of that of other calls, and drops the oldest first. */
export function createRecordList(capacity = 20_000): RecordList {
  const events = createShelf(capacity)
  const calls = createShelf(Math.ceil(capacity / 4))
  let isWhole = false

  return {
    all: events.all,
    calls: calls.all,
    find: (id) => events.find(id) ?? calls.find(id),
    put(records) {
      for (const record of records) {
        const summary = summarize(record)
        // A subscription may match a call later, which makes it an event.
        const [shelf, other] = summary.kind === 'call' ? [calls, events] : [events, calls]
        other.remove(record.id)
        shelf.put(record, summary)
      }
    },
    clear() {
      events.clear()
      calls.clear()
      isWhole = false
    },
    complete() {
      isWhole = true
    },
    isWhole: () => isWhole,
    dropped: events.dropped,
    droppedCalls: calls.dropped,
  }
}
