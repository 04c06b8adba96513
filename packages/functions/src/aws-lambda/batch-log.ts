import type { EventOutcome } from './event-outcome.js'

/** The log of a batch as lines of JSON: one line with counts, and one for each reason why events weren't delivered. */
export interface BatchLog {
  /** Adds the outcome of one event, and the place of its record. */
  add(outcome: EventOutcome, place: string): void
  /** Writes the lines. `ms` is how long the batch took. */
  write(ms: number): void
}

interface Problem {
  readonly message: string
  readonly code: string
  readonly reason: string
  count: number
  readonly records: string[]
}

/** Most lines about reasons. Events with errors in different places could otherwise bring thousands. */
const mostProblems = 20

/** Most places in a line. */
const mostPlaces = 10

/** Creates the log of one batch. `messageOf` says what happens to an event with such an outcome. */
export function createBatchLog(records: number, messageOf: (outcome: EventOutcome) => string): BatchLog {
  const counts = { accepted: 0, skipped: 0, rejected: 0, retry: 0 }
  const problems = new Map<string, Problem>()

  function problemOf(key: string, { message, code, reason }: Omit<Problem, 'count' | 'records'>): Problem {
    const known = problems.get(key)
    if (known !== undefined) return known
    if (problems.size >= mostProblems && key !== others) return problemOf(others, otherReasons)
    const problem = { message, code, reason, count: 0, records: [] }
    problems.set(key, problem)
    return problem
  }

  return {
    add(one, place) {
      counts[one.outcome] += 1
      if (!('code' in one)) return
      const { code, reason } = one
      const problem = problemOf(`${code} ${reason}`, { message: messageOf(one), code, reason })
      problem.count += 1
      if (problem.records.length < mostPlaces && !problem.records.includes(place)) problem.records.push(place)
    },
    write(ms) {
      for (const problem of problems.values()) console.warn(JSON.stringify(problem))
      const { accepted, skipped, rejected, retry } = counts
      const events = accepted + skipped + rejected + retry
      console.info(
        JSON.stringify({ message: 'Batch done.', records, events, accepted, skipped, rejected, retry, ms }),
      )
    },
  }
}

const others = 'others'

const otherReasons = {
  message: 'Not delivered, for other reasons.',
  code: 'OTHERS',
  reason: `The batch has more than ${String(mostProblems)} reasons.`,
}
