import type { Entry } from '../records/record-list.js'

/** How many events have which outcome. */
export interface OutcomeCounts {
  readonly accepted: number
  readonly inProgress: number
  readonly rejected: number
  /** The latest events that needed more than one attempt, newest first. */
  readonly retried: readonly Entry[]
}

/** Counts events by outcome. Skipped events don’t count. */
export function countOutcomes(entries: readonly Entry[], most = 20): OutcomeCounts {
  const count = (...outcomes: readonly string[]): number =>
    entries.filter(({ summary }) => outcomes.includes(summary.outcome)).length
  return {
    accepted: count('accepted'),
    inProgress: count('pending', 'retry'),
    rejected: count('rejected'),
    retried: entries
      .filter(({ summary }) => summary.retries > 0)
      .slice(-most)
      .reverse(),
  }
}
