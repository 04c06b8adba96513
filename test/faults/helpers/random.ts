/** Pseudo-random numbers from a seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** An integer from 0 to below `limit`. */
  function below(limit: number): number {
    return Math.floor(next() * limit)
  }

  return {
    below,
    /** True with this probability, 0 to 1. */
    chance: (share: number): boolean => next() < share,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
  }
}

export type Random = ReturnType<typeof createRandom>
