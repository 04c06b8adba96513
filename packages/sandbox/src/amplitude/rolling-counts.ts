import { shortKey } from '../memory/short-key.js'

/** Maximum number of keys. Beyond it, the oldest counts are forgotten. */
const maxKeys = 100_000

interface RollingCountsOptions {
  /** The length of one step, in ms. */
  readonly stepMs: number
  /** How many steps count, including the current one. */
  readonly steps: number
}

export interface RollingCounts {
  /** Returns the sum for a key in the window that ends now (epoch ms). */
  of(key: string, now: number): number
  add(key: string, count: number, now: number): void
}

/** Counts by key over a window that moves in steps. Counts outside the window take no memory. */
export function createRollingCounts({ stepMs, steps }: RollingCountsOptions): RollingCounts {
  const byStep = new Map<number, Map<string, number>>()
  const totals = new Map<string, number>()

  function moveTo(now: number): number {
    const current = Math.floor(now / stepMs)
    for (const [step, counts] of byStep) {
      if (step > current - steps && totals.size <= maxKeys) continue
      byStep.delete(step)
      for (const [key, count] of counts) increase(totals, key, -count)
    }
    return current
  }

  return {
    of(key, now) {
      moveTo(now)
      return totals.get(shortKey(key)) ?? 0
    },
    add(longKey, count, now) {
      const key = shortKey(longKey)
      const current = moveTo(now)
      const counts = byStep.get(current) ?? new Map<string, number>()
      byStep.set(current, counts)
      increase(counts, key, count)
      increase(totals, key, count)
    },
  }
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
