import type { EventRecord } from './event-record.js'
import { createRing } from './ring.js'

/** A record that was added or changed. Changes are numbered, and the numbers grow. */
export interface Change {
  readonly number: number
  readonly record: EventRecord
}

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
  /** The number of the latest change. */
  readonly latest: () => number
  /**
   * The records that have changed since the change of this number, each as it is now, in order; `undefined` where that is
   * not known: the number is not of this log, or a record that changed since is forgotten.
   */
  readonly since: (number: number) => readonly Change[] | undefined
  /** Tells of every change from now on, until the function that it answers is called. */
  readonly subscribe: (listener: (change: Change) => void) => () => void
}

interface EventLogOptions {
  readonly capacity?: number
  /** Changes are numbered from the next one on. */
  readonly firstNumber?: number
}

/** Keeps what became of the latest events: so many at most, the oldest go first. */
export function createEventLog({ capacity = 10_000, firstNumber = 0 }: EventLogOptions = {}): EventLog {
  const changes = new Map<string, Change>()
  const ids = createRing<string>(capacity)
  const listeners = new Set<(change: Change) => void>()
  let latest = firstNumber
  /** The latest change of any record that is forgotten. */
  let forgotten = firstNumber

  function put(record: EventRecord): void {
    latest += 1
    const change = { number: latest, record }
    changes.set(record.id, change)
    for (const listener of listeners) listener(change)
  }

  return {
    all: () => [...changes.values()].map(({ record }) => record),
    has: (id) => changes.has(id),
    add(record) {
      put(record)
      const gone = ids.add(record.id)
      const lost = gone === undefined ? undefined : changes.get(gone)
      if (lost === undefined) return
      changes.delete(lost.record.id)
      forgotten = Math.max(forgotten, lost.number)
    },
    update(id, change) {
      const record = changes.get(id)?.record
      if (record === undefined) return undefined
      const changed = { ...record, ...change(record) }
      put(changed)
      return changed
    },
    latest: () => latest,
    since(number) {
      if (!(number >= forgotten && number <= latest)) return undefined
      return [...changes.values()]
        .filter((change) => change.number > number)
        .sort((one, other) => one.number - other.number)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
