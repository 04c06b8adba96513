import type { Entry } from '../records/record-list.js'

/** Where all events are. */
export interface OutcomeCounts {
  readonly arrived: number
  readonly underWay: number
  readonly refused: number
  /** The latest events that needed more than one try, the newest first. */
  readonly retried: readonly Entry[]
}

/** Counts events by what became of them. Those that are not to be sent count nowhere. */
export function countOutcomes(entries: readonly Entry[], most = 20): OutcomeCounts {
  const count = (...outcomes: readonly string[]): number =>
    entries.filter(({ summary }) => outcomes.includes(summary.outcome)).length
  return {
    arrived: count('accepted'),
    underWay: count('pending', 'retry'),
    refused: count('rejected'),
    retried: entries
      .filter(({ summary }) => summary.retries > 0)
      .slice(-most)
      .reverse(),
  }
}
