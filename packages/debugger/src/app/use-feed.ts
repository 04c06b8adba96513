import { useEffect, useState } from 'preact/hooks'
import { startLiveFeed, type FeedState } from '../records/live-feed.js'
import type { RecordList } from '../records/record-list.js'

/** Keeps the list filled while the page is open, and draws anew whenever it has changed. */
export function useFeed(list: RecordList): FeedState {
  const [state, setState] = useState<FeedState>('connecting')
  const [, setChanges] = useState(0)
  useEffect(() => {
    let isDrawing = false
    return startLiveFeed({
      list,
      onState: setState,
      onChange() {
        // Once a frame is enough, however much arrives.
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
