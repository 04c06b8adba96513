/**
 * For long work in small parts: what it answers is called between the parts, and waits only once the work has taken a
 * while, so that the browser gets to do what else there is to do.
 */
export function createYieldToBrowser(ms = 12): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < ms) return
    await new Promise((resolve) => {
      setTimeout(resolve, 0)
    })
    since = performance.now()
  }
}
