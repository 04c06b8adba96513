import type { EventRecord } from './event-record.js'

export interface EventLog {
  /** Newest last. */
  readonly all: () => readonly EventRecord[]
  readonly has: (id: string) => boolean
  readonly add: (record: EventRecord) => void
  /** Changes a record and answers the new one; `undefined` where there is none. */
  readonly update: (
    id: string,
    change: (record: EventRecord) => Partial<EventRecord>,
  ) => EventRecord | undefined
}

/** Keeps what became of the latest events: so many at most, the oldest go first. */
export function createEventLog(capacity = 10_000): EventLog {
  const records = new Map<string, EventRecord>()
  return {
    all: () => [...records.values()],
    has: (id) => records.has(id),
    add(record) {
      records.set(record.id, record)
      const [oldest] = records.keys()
      if (records.size > capacity && oldest !== undefined) records.delete(oldest)
    },
    update(id, change) {
      const record = records.get(id)
      if (record === undefined) return undefined
      const changed = { ...record, ...change(record) }
      records.set(id, changed)
      return changed
    },
  }
}
