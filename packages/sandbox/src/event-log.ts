import type { EventRecord } from './event-record.js'

/** A record that was added or changed. Changes are numbered, and the numbers grow. */
export interface Change {
  readonly number: number
  readonly record: EventRecord
  /** The record as JSON has so many characters. */
  readonly size: number
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
  /** Records. */
  readonly capacity?: number
  /** Characters of all records as JSON. */
  readonly mostCharacters?: number
  /** Changes are numbered from the next one on. */
  readonly firstNumber?: number
}

/**
 * Keeps what became of the latest events: so many at most, and so much that all of it can still be told at once. The oldest go
 * first. A record that cannot be told itself is kept without its event: no single one spoils the list of all.
 */
export function createEventLog({
  capacity = 10_000,
  mostCharacters = 50_000_000,
  firstNumber = 0,
}: EventLogOptions = {}): EventLog {
  const changes = new Map<string, Change>()
  /** Ids in the order of arrival. `undefined` where one is forgotten. */
  let ids: string[] = []
  let oldest = 0
  const listeners = new Set<(change: Change) => void>()
  let latest = firstNumber
  let characters = 0
  /** The latest change of any record that is forgotten. */
  let forgotten = firstNumber

  function put(given: EventRecord): EventRecord {
    const { record, size } = measure(given)
    latest += 1
    characters += size - (changes.get(record.id)?.size ?? 0)
    const change = { number: latest, record, size }
    changes.set(record.id, change)
    for (const listener of listeners) listener(change)
    return record
  }

  function forgetOldest(): void {
    const lost = changes.get(ids[oldest] as string)
    oldest += 1
    if (oldest > ids.length / 2) {
      ids = ids.slice(oldest)
      oldest = 0
    }
    if (lost === undefined) return
    changes.delete(lost.record.id)
    characters -= lost.size
    forgotten = Math.max(forgotten, lost.number)
  }

  function makeRoom(): void {
    while (changes.size > capacity || (characters > mostCharacters && changes.size > 1)) forgetOldest()
  }

  return {
    all: () => [...changes.values()].map(({ record }) => record),
    has: (id) => changes.has(id),
    add(record) {
      ids.push(record.id)
      put(record)
      makeRoom()
    },
    update(id, change) {
      const record = changes.get(id)?.record
      if (record === undefined) return undefined
      const changed = put({ ...record, ...change(record) })
      makeRoom()
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

function measure(record: EventRecord): { readonly record: EventRecord; readonly size: number } {
  try {
    return { record, size: JSON.stringify(record).length }
  } catch {
    const { messageId, type } = record.pre
    const bare: EventRecord = {
      ...record,
      pre: { messageId, type, event: record.pre['event'] },
      post: null,
      expected: null,
      attempts: [],
      userProperties: null,
    }
    return { record: bare, size: JSON.stringify(bare).length }
  }
}
