import type { Clock } from '../../../clock.js'
import { mostFailures, pauseMs } from '../timing.js'
import type { Asked, Trouble } from '../failure.js'

export interface WatchOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** How long to watch. */
  readonly waitMs: number
  /** Told after each look that wasn’t enough. */
  readonly onLook?: (look: { readonly looks: number; readonly waitedMs: number }) => void
}

export interface Watched<T> {
  /** What was seen last. */
  readonly value: T | undefined
  readonly isEnough: boolean
  readonly ms: number
  /** Why the last look saw nothing. */
  readonly trouble: Trouble | undefined
}

/** Looks again and again until what is seen is enough, the time is up, or looking leads nowhere. */
export async function watch<T>(
  look: () => Promise<Asked<T>>,
  isEnough: (value: T) => boolean,
  { clock, signal, waitMs, onLook }: WatchOptions,
): Promise<Watched<T>> {
  const startedAt = clock.now()
  let value: T | undefined
  let failures = 0
  let busy = 0
  for (let looks = 1; ; looks += 1) {
    const asked = await look()
    const waitedMs = clock.now() - startedAt
    const trouble = asked.kind === 'answered' ? undefined : asked
    if (asked.kind === 'answered') {
      value = asked.value
      if (isEnough(value)) return { value, isEnough: true, ms: waitedMs, trouble }
    }
    busy = asked.kind === 'busy' ? busy + 1 : 0
    failures = asked.kind === 'foreign' || asked.kind === 'unreachable' ? failures + 1 : 0
    if (waitedMs >= waitMs || asked.kind === 'refused' || failures === mostFailures)
      return { value, isEnough: false, ms: waitedMs, trouble }
    onLook?.({ looks, waitedMs })
    const asks = asked.kind === 'busy' ? asked.retryAfterMs : undefined
    // The last look is at the end of the time, not before it.
    await clock.wait(Math.min(asks ?? pauseMs({ waitedMs, busy }), waitMs - waitedMs), signal)
  }
}
