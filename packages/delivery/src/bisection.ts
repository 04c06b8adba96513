/** Decides which part of an upload to send next, based on the answers so far. Keeps the order of the upload. */
export interface Bisection<T> {
  /** The part to send next. Empty once everything is settled. */
  next(): readonly T[]
  /** The last part was accepted. */
  accept(): void
  /** The last part was refused without naming a culprit. If it was a single item, that item is settled. */
  refuse(): void
  /** Drops the items that are settled. The others are still to be sent. */
  remove(isSettled: (item: T) => boolean): void
}

/**
 * Finds the culprits in an upload that is refused without naming any, by halving: k culprits among n events cost at most
 * (k + 1) · (1 + ⌈log₂ n⌉) requests, and an upload full of culprits about one request per event.
 *
 * Three rules keep it that low. After a culprit, everything behind it is sent in one part again, not in the ever larger halves
 * that the search left behind. If a first half is accepted, the second half is split right away, because it must contain the
 * culprit. And parts become half as large after a culprit, and twice as large after a part that was accepted.
 */
export function createBisection<T>(upload: readonly T[]): Bisection<T> {
  let left = upload
  let size = upload.length
  /** How many of the next items are known to have a culprit among them. */
  let suspects = 0
  /** The largest part that was accepted since the search began. */
  let largest = 0

  function count(): number {
    return suspects === 0 ? Math.min(size, left.length) : Math.ceil(suspects / 2)
  }

  return {
    next: () => left.slice(0, count()),
    accept() {
      const sent = count()
      left = left.slice(sent)
      if (suspects === 0) {
        size *= 2
        return
      }
      suspects -= sent
      largest = Math.max(largest, sent)
      // There was no culprit: the items were only too large together.
      if (suspects === 0) size = largest
    },
    refuse() {
      const sent = count()
      if (sent > 1) {
        if (suspects === 0) largest = 0
        suspects = sent
        return
      }
      left = left.slice(1)
      suspects = 0
      size = Math.ceil(size / 2)
    },
    remove(isSettled) {
      left = left.filter((item) => !isSettled(item))
      suspects = 0
    },
  }
}
