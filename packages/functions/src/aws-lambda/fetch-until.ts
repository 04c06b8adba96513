import type { Fetch } from '../upload-by-fetch.js'

/**
 * `fetch` until a signal. A connection that broke is tried once more: between two invocations an instance is frozen, and
 * the first thing it learns after that may be that Amplitude has closed the connection it kept. The insert ids make that
 * safe.
 */
export function fetchUntil(signal: AbortSignal): Fetch {
  const post: Fetch = (url, init) => fetch(url, { ...init, signal })
  return (url, init) =>
    post(url, init).catch((error: unknown) => {
      if (signal.aborted) throw error
      return post(url, init)
    })
}
