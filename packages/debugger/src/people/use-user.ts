import { useEffect, useState } from 'preact/hooks'
import type { FeedState } from '../records/live-feed.js'
import { fetchUser, type UserView } from '../records/sandbox-api.js'

/** What Amplitude shows of a person. Asks again when they have more events; `undefined` until the first answer. */
export function useUser(id: string, feed: FeedState, eventCount: number): UserView | undefined {
  const [user, setUser] = useState<UserView>()
  const isConnected = feed === 'live' || feed === 'polling'
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    fetchUser(id, end.signal).then(setUser, () => {
      // Their events still say something about them.
    })
    return () => {
      end.abort()
    }
  }, [id, isConnected, eventCount])
  return user
}
