import { setTimeout as pause } from 'node:timers/promises'

/** The current time, and waiting. */
export interface Clock {
  /** Epoch ms. */
  readonly now: () => number
  /** Resolves after `ms` milliseconds; rejects as soon as the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: Date.now,
  wait: (ms, signal) => pause(ms, undefined, { signal }),
}
