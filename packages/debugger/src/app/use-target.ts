import { useEffect, useState } from 'preact/hooks'
import type { FeedState } from '../records/live-feed.js'
import { fetchTarget, type Target } from '../records/sandbox-api.js'

/** Where the sandbox delivers to, asked again whenever the page has found it; `undefined` until it has answered. */
export function useTarget(feed: FeedState): Target | undefined {
  const [target, setTarget] = useState<Target>()
  const isConnected = feed === 'live' || feed === 'polling'
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    fetchTarget(end.signal).then(setTarget, () => {
      // What was known of it stays.
    })
    return () => {
      end.abort()
    }
  }, [isConnected])
  return target
}
