import { createBoundedMap, type Bound } from '../memory/bounded-map.js'
import type { EventRecord } from '../event-record.js'
import { fitRecord } from './fit-record.js'
import { defaultRetention } from '../memory/retention.js'

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
  /** How many records were let go since there was no more room. */
  readonly letGo: () => number
  /** Changes a record and returns the new one; `undefined` if there is none. */
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
  readonly bound?: Bound
  /** Changes are numbered from the next one on. */
  readonly firstNumber?: number
}

/** Keeps what became of the latest events, within a bound: the oldest go first. Each of its records can be written as JSON. */
export function createEventLog({
  bound = defaultRetention.events,
  firstNumber = 0,
}: EventLogOptions = {}): EventLog {
  const changes = createBoundedMap<string, Change>(bound)
  const listeners = new Set<(change: Change) => void>()
  let latest = firstNumber
  /** The latest change of any record that is forgotten. */
  let forgotten = firstNumber
  let letGo = 0

  function put(wanted: EventRecord): EventRecord {
    latest += 1
    const { record, bytes } = fitRecord(wanted)
    const change = { number: latest, record }
    const gone = changes.put(record.id, change, bytes)
    letGo += gone.length
    for (const { number } of gone) forgotten = Math.max(forgotten, number)
    for (const listener of listeners) listener(change)
    return record
  }

  return {
    all: () => changes.all().map(({ record }) => record),
    has: (id) => changes.has(id),
    add(record) {
      put(record)
    },
    letGo: () => letGo,
    update(id, change) {
      const record = changes.get(id)?.record
      if (record === undefined) return undefined
      return put({ ...record, ...change(record) })
    },
    latest: () => latest,
    since(number) {
      if (!(number >= forgotten && number <= latest)) return undefined
      return changes
        .all()
        .filter((change) => change.number > number)
        .sort((one, other) => one.number - other.number)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
