import { shortKey } from '../memory/short-key.js'

/** Keys that are counted at the same time. Where there are more, the oldest counts are forgotten. */
const mostKeys = 100_000

interface RollingCountsOptions {
  /** How long one step is, in ms. */
  readonly stepMs: number
  /** How many steps are counted, the present one among them. */
  readonly steps: number
}

export interface RollingCounts {
  /** How much was added under a key within the window that ends now (epoch ms). */
  of(key: string, now: number): number
  add(key: string, count: number, now: number): void
}

/** Counts by key over a window that moves on in steps. What has left the window takes no memory. */
export function createRollingCounts({ stepMs, steps }: RollingCountsOptions): RollingCounts {
  const byStep = new Map<number, Map<string, number>>()
  const totals = new Map<string, number>()

  function moveTo(now: number): number {
    const present = Math.floor(now / stepMs)
    for (const [step, counts] of byStep) {
      if (step > present - steps && totals.size <= mostKeys) continue
      byStep.delete(step)
      for (const [key, count] of counts) increase(totals, key, -count)
    }
    return present
  }

  return {
    of(key, now) {
      moveTo(now)
      return totals.get(shortKey(key)) ?? 0
    },
    add(longKey, count, now) {
      const key = shortKey(longKey)
      const present = moveTo(now)
      const counts = byStep.get(present) ?? new Map<string, number>()
      byStep.set(present, counts)
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
