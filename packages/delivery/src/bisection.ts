/** What of one upload goes next, as its answers have it. Everything goes in the order of the upload. */
export interface Bisection<T> {
  /** What goes next; empty where all is settled. */
  next(): readonly T[]
  /** What went last was taken. */
  taken(): void
  /** What went last was refused, and nothing says for which of it. What went alone is settled by that. */
  refused(): void
  /** These are settled; the others are still to go. */
  remove(isSettled: (one: T) => boolean): void
}

/**
 * Finds the culprits of an upload that is refused without naming any, by halving: k culprits among n events cost at
 * most (k + 1) · (1 + ⌈log₂ n⌉) requests, and an upload full of them about one an event.
 *
 * For that, what follows a culprit goes in one portion again, not in the ever larger halves that the search left
 * behind; where the first half was taken, the second is not asked as a whole; and bisection become half as large after
 * a culprit and twice as large after one that was taken.
 */
export function createBisection<T>(upload: readonly T[]): Bisection<T> {
  let left = upload
  let size = upload.length
  /** How many of those that go next are known to have a culprit among them. */
  let suspects = 0
  /** The largest portion that was taken since the search began. */
  let largest = 0

  function count(): number {
    return suspects === 0 ? Math.min(size, left.length) : Math.ceil(suspects / 2)
  }

  return {
    next: () => left.slice(0, count()),
    taken() {
      const went = count()
      left = left.slice(went)
      if (suspects === 0) {
        size *= 2
        return
      }
      suspects -= went
      largest = Math.max(largest, went)
      // There was no culprit: together they were too large.
      if (suspects === 0) size = largest
    },
    refused() {
      const went = count()
      if (went > 1) {
        if (suspects === 0) largest = 0
        suspects = went
        return
      }
      left = left.slice(1)
      suspects = 0
      size = Math.ceil(size / 2)
    },
    remove(isSettled) {
      left = left.filter((one) => !isSettled(one))
      suspects = 0
    },
  }
}
