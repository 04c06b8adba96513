import { countOf } from '@experiment-impressions/inspection'
import type { FeedState } from '../records/live-feed.js'
import { isRealAmplitude } from '../records/sandbox.js'
import type { Target } from '../records/sandbox-api.js'

const words: Readonly<Record<FeedState, string>> = {
  connecting: 'Connecting',
  live: 'Sandbox',
  polling: 'Sandbox, every 2 s',
  lost: 'Sandbox lost, trying again',
  absent: 'No sandbox',
}

/** The state of the connection, the sandbox’s host, and the number of events. */
export function Connection({ feed, count }: { readonly feed: FeedState; readonly count: number }) {
  return (
    <p class={`connection ${feed}`}>
      <span class="dot" aria-hidden="true" />
      <span role="status" class="words">
        {words[feed]}
      </span>
      {feed === 'absent' ? null : (
        <span class="where">
          <span class="host">{location.host} · </span>
          {countOf(count, 'event')}
        </span>
      )}
    </p>
  )
}

const regions = { north_america: 'North America', europe: 'Europe' } as const

/** Says in every view that events go to the real Amplitude, if they do. */
export function RealAmplitude({ target }: { readonly target: Target | undefined }) {
  if (!isRealAmplitude(target)) return null
  return (
    <p class="real-amplitude" role="status">
      Delivering to the real Amplitude, in {regions[target]}. Impressions count there.
    </p>
  )
}
