/** Does work whose failure must not reach the page: `undefined` instead of an exception. */
export const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Waits for something whose failure must not become an unhandled rejection. */
export const settleQuietly = (work: unknown): void => {
  Promise.resolve(work).catch(() => undefined)
}
