import { useEffect, useState } from 'preact/hooks'
import { startLiveFeed, type FeedState } from '../records/live-feed.js'
import type { RecordList } from '../records/record-list.js'
import type { Sandbox } from '../records/sandbox.js'
import { fetchTarget, type Target } from '../records/sandbox-api.js'

/** The sandbox as the views know it, kept up to date while the page is open. */
export function useSandbox({ list, colours }: Pick<Sandbox, 'list' | 'colours'>): Sandbox {
  const feed = useFeed(list)
  const target = useTarget(feed)
  return { list, feed, target, colours }
}

/** Keeps the list filled while the page is open, and renders again when it changes. */
function useFeed(list: RecordList): FeedState {
  const [state, setState] = useState<FeedState>('connecting')
  const [, setChanges] = useState(0)
  useEffect(() => {
    let isDrawing = false
    return startLiveFeed({
      list,
      onState: setState,
      onChange() {
        // Once per frame is enough, however much arrives.
        if (isDrawing) return
        isDrawing = true
        requestAnimationFrame(() => {
          isDrawing = false
          setChanges((changes) => changes + 1)
        })
      },
    })
  }, [list])
  return state
}

/** Where the sandbox delivers to. Asks again on each new connection; `undefined` until the first answer. */
function useTarget(feed: FeedState): Target | undefined {
  const [target, setTarget] = useState<Target>()
  const isConnected = feed === 'live' || feed === 'polling'
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    fetchTarget(end.signal).then(setTarget, () => {
      // Keep the last answer.
    })
    return () => {
      end.abort()
    }
  }, [isConnected])
  return target
}
