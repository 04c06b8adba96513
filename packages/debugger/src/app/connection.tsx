import { countOf } from '../ui/format-number.js'
import type { FeedState } from '../records/live-feed.js'

const words: Readonly<Record<FeedState, string>> = {
  connecting: 'Connecting',
  live: 'Sandbox',
  polling: 'Sandbox, every 2 s',
  lost: 'Sandbox lost, trying again',
  absent: 'No sandbox',
}

/** Whether events come in, from where, and how many there are. */
export function Connection({ feed, count }: { readonly feed: FeedState; readonly count: number }) {
  return (
    <p class={`connection ${feed}`}>
      <span class="dot" aria-hidden="true" />
      <span role="status">{words[feed]}</span>
      {feed === 'absent' ? null : (
        <span class="where">
          <span class="host">{location.host} · </span>
          {countOf(count, 'event')}
        </span>
      )}
    </p>
  )
}
