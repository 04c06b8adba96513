/** Runs `work` and returns its result, or `undefined` if it throws. Our failures must never reach the page. */
export const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Runs `next` once `work` has resolved or rejected. A rejection never goes unhandled. */
export const settleQuietly = async (work: unknown, next?: () => void): Promise<void> => {
  try {
    await work
  } catch {
    // The caller can't do anything about it.
  }
  next?.()
}
