/**
 * For long work in small parts: call the returned function between the parts. It waits only if `ms` have passed since the last
 * wait, so the browser can handle clicks and draw.
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
