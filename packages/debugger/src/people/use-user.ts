import { useEffect, useState } from 'preact/hooks'
import type { FeedState } from '../records/live-feed.js'
import { fetchUser, type UserView } from '../records/sandbox-api.js'

/** What Amplitude shows of a person, asked anew when there are more events of them; `undefined` until it is known. */
export function useUser(id: string, feed: FeedState, eventCount: number): UserView | undefined {
  const [user, setUser] = useState<UserView>()
  const isConnected = feed === 'live' || feed === 'polling'
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    fetchUser(id, end.signal).then(setUser, () => {
      // What is known of them from their events stays.
    })
    return () => {
      end.abort()
    }
  }, [id, isConnected, eventCount])
  return user
}
