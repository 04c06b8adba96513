import { countOf } from '@experiment-impressions/inspection'
import type { Clock } from '../../../clock.js'
import { formatTook } from '../../../terminal/format.js'
import type { Failure } from '../request.js'
import { mostFailures, pauseMs } from '../timing.js'
import type { FoundPerson } from './find-person.js'
import type { LookupAnswer } from './lookups.js'

/** What watching the test person needs. */
export interface PersonWatcher {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Looks for the test person in Amplitude. */
  readonly look: () => Promise<LookupAnswer<FoundPerson | undefined>>
  /** Called with a few words of progress. */
  readonly onWait: (words: string) => void
}

interface WatchOptions {
  /** What is still missing, as progress to show. */
  readonly words: string
  /** How long to watch. */
  readonly waitMs: number
  readonly isEnough: (person: FoundPerson | undefined) => boolean
}

interface Watched {
  /** The last state that was seen. */
  readonly found: FoundPerson | undefined
  readonly isEnough: boolean
  readonly ms: number
  /** Why the last look saw nothing. */
  readonly failure: Failure | undefined
}

/** Looks at the test person in Amplitude until `isEnough`, until the time is up, or until looking is pointless. */
export async function watchPerson(
  { clock, signal, look, onWait }: PersonWatcher,
  { words, waitMs, isEnough }: WatchOptions,
): Promise<Watched> {
  const startedAt = clock.now()
  let found: FoundPerson | undefined
  let failures = 0
  let busy = 0
  for (let looks = 1; ; looks += 1) {
    const answer = await look()
    const waitedMs = clock.now() - startedAt
    const failure = answer.kind === 'answered' ? undefined : answer
    if (answer.kind === 'answered') {
      found = answer.value
      if (isEnough(found)) return { found, isEnough: true, ms: waitedMs, failure }
    }
    busy = answer.kind === 'busy' ? busy + 1 : 0
    failures = answer.kind === 'foreign' || answer.kind === 'unreachable' ? failures + 1 : 0
    if (waitedMs >= waitMs || answer.kind === 'refused' || failures === mostFailures)
      return { found, isEnough: false, ms: waitedMs, failure }
    onWait(
      `${words}: asked ${countOf(looks, 'time')} in ${formatTook(waitedMs)}, up to ${formatTook(waitMs)}`,
    )
    const asked = answer.kind === 'busy' ? answer.retryAfterMs : undefined
    // The last look is when the time is up, not before.
    await clock.wait(Math.min(asked ?? pauseMs({ waitedMs, busy }), waitMs - waitedMs), signal)
  }
}
