import {
  createCallTally,
  summarize,
  tallySentence,
  type CountedCalls,
  type EventRecord,
} from '@experiment-impressions/inspection'
import type { Clock } from '../clock.js'

/** How long no call may come before the counts are said, in ms. */
const quietMs = 2000

/** If calls keep coming, the counts are said after so many times that. */
const mostWaits = 5

/** Near misses with different names that are shown one by one; a name can be generated. */
const mostShown = 50

interface CallReportOptions {
  /** Shows a near miss. */
  readonly show: (record: EventRecord) => void
  /** Says a sentence, whose names are unescaped. `hasNearMiss`: something is wrong. */
  readonly say: (sentence: string, hasNearMiss: boolean) => void
  readonly clock: Clock
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

/** Reports calls that aren't experiment events: a near miss when it comes, the others as counts. */
export interface CallReport {
  readonly call: (record: EventRecord) => void
  /** Notes that an experiment event came. */
  readonly event: () => void
  /** Says the counts since the last time. */
  readonly sayCounts: () => void
  /** From now on, also says them whenever no more calls have come for a while. */
  readonly watch: () => void
  readonly counted: () => readonly CountedCalls[]
}

/** Creates a report without calls. */
export function createCallReport({ show, say, clock, signal }: CallReportOptions): CallReport {
  const shown = new Set<string>()
  let tally = createCallTally()
  let isWatching = false
  let isWaiting = false
  let calls = 0

  /** Shows a near miss with a new name. Returns whether it did. */
  function showNew(record: EventRecord): boolean {
    const { isNearMiss, name = '' } = summarize(record)
    const key = `${record.issues.at(-1)?.code ?? ''} ${name}`
    if (!isNearMiss || shown.has(key) || shown.size >= mostShown) return false
    shown.add(key)
    show(record)
    return true
  }

  function sayCounts(): void {
    const sentence = tallySentence(tally)
    const hasNearMiss = tally.others().some(({ nearMiss }) => nearMiss !== undefined)
    tally = createCallTally()
    if (sentence !== undefined) say(sentence, hasNearMiss)
  }

  async function sayWhenQuiet(): Promise<void> {
    if (isWaiting) return
    isWaiting = true
    try {
      for (let waits = 0, before = NaN; calls !== before && waits < mostWaits; waits += 1) {
        before = calls
        await clock.wait(quietMs, signal)
      }
      sayCounts()
    } catch {
      // The command stops, and says what is left.
    } finally {
      isWaiting = false
    }
  }

  return {
    call(record) {
      calls += 1
      if (showNew(record) && isWatching) return
      tally.count(record.pre)
      if (isWatching) void sayWhenQuiet()
    },
    event() {
      tally.countExperimentEvent()
    },
    sayCounts,
    watch() {
      isWatching = true
    },
    counted: () => tally.others(),
  }
}
