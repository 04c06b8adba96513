/** Does work whose failure must not reach the page: `undefined` instead of an exception. */
export const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Waits for something whose failure must not become an unhandled rejection, and then does what is next, however it ended. */
export const settleQuietly = (work: unknown, next: () => unknown = () => undefined): void => {
  Promise.resolve(work).then(next, next)
}
