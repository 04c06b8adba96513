import type { EventRecord } from '@experiment-impressions/inspection'
import { createBoundedMap, type Bound } from '../memory/bounded-map.js'
import { createChangeNumbers, type ChangeNumbers } from './change-numbers.js'
import { fitRecord } from './fit-record.js'
import { defaultRetention } from '../memory/retention.js'

/** A record that was added or changed. The numbers of changes grow. */
interface Change {
  readonly number: number
  readonly record: EventRecord
}

export interface EventLog {
  /** Newest last. */
  readonly all: () => readonly EventRecord[]
  readonly has: (id: string) => boolean
  readonly add: (record: EventRecord) => void
  /** How many records were dropped to stay within the bound. */
  readonly forgottenRecords: () => number
  /** Changes a record and returns the new one; `undefined` if there is none. */
  readonly update: (
    id: string,
    change: (record: EventRecord) => Partial<EventRecord>,
  ) => EventRecord | undefined
  /** The number of the latest change, also of other logs with the same numbers. */
  readonly latest: () => number
  /**
   * Returns the records that have changed since the change with this number, as they are now, in order. Returns `undefined`
   * if that isn't known: the number isn't from this log, or the log has forgotten a record that changed since.
   */
  readonly since: (number: number) => readonly Change[] | undefined
  /** Calls the listener for every change. Returns a function that ends this. */
  readonly subscribe: (listener: (change: Change) => void) => () => void
}

interface EventLogOptions {
  readonly bound?: Bound
  /** Numbers its changes. @default from 1 */
  readonly numbers?: ChangeNumbers
}

/** Keeps the records of the latest events within a bound; the oldest are dropped first. Every record can be written as JSON. */
export function createEventLog({
  bound = defaultRetention.events,
  numbers = createChangeNumbers(),
}: EventLogOptions = {}): EventLog {
  const changes = createBoundedMap<string, Change>(bound)
  const listeners = new Set<(change: Change) => void>()
  /** The latest change of any forgotten record. */
  let latestForgotten = numbers.latest()
  let forgottenRecords = 0

  function put(newRecord: EventRecord): EventRecord {
    const { record, bytes } = fitRecord(newRecord)
    const change = { number: numbers.next(), record }
    const dropped = changes.put(record.id, change, bytes)
    forgottenRecords += dropped.length
    for (const { number } of dropped) latestForgotten = Math.max(latestForgotten, number)
    for (const listener of listeners) listener(change)
    return record
  }

  return {
    all: () => changes.all().map(({ record }) => record),
    has: (id) => changes.has(id),
    add(record) {
      put(record)
    },
    forgottenRecords: () => forgottenRecords,
    update(id, change) {
      const record = changes.get(id)?.record
      if (record === undefined) return undefined
      return put({ ...record, ...change(record) })
    },
    latest: numbers.latest,
    since(number) {
      if (!(number >= latestForgotten && number <= numbers.latest())) return undefined
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
