import type { EventLog } from './event-log.js'

/** What a stream needs of a log. */
export type ChangeSource = Pick<EventLog, 'latest' | 'since' | 'subscribe'>

/** Joins logs that share their change numbers into one source of changes, in their order. */
export function mergeChanges([first, ...rest]: readonly [EventLog, ...EventLog[]]): ChangeSource {
  const logs = [first, ...rest]
  return {
    latest: first.latest,
    since(number) {
      const found = logs.map((log) => log.since(number))
      const known = found.flatMap((changes) => changes ?? [])
      return found.includes(undefined) ? undefined : known.sort((one, other) => one.number - other.number)
    },
    subscribe(listener) {
      const ends = logs.map((log) => log.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}
