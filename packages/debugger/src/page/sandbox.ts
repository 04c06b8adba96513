import type { FeedState } from '../feed/live-feed.js'
import type { RecordList } from '../feed/record-list.js'

/** What the views know of the sandbox. */
export interface Sandbox {
  readonly list: RecordList
  readonly feed: FeedState
}

/** Where the sandbox is, for commands that reach it; `undefined` where there is none. */
export function originOf(feed: FeedState): string | undefined {
  return feed === 'absent' || feed === 'connecting' ? undefined : location.origin
}
