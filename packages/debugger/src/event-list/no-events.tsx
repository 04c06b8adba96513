import type { FeedState } from '../records/live-feed.js'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute } from '../route/route.js'

interface NoEventsProps {
  readonly feed: FeedState
  readonly hasEvents: boolean
  readonly onClear: () => void
}

/** Why there is no event to see. */
export function NoEvents({ feed, hasEvents, onClear }: NoEventsProps) {
  if (hasEvents)
    return (
      <EmptyState title="No event fits the filter">
        <p>
          <button type="button" class="button" onClick={onClear}>
            Show all events
          </button>
        </p>
      </EmptyState>
    )
  if (feed === 'connecting') return <EmptyState title="Fetching events …" />
  if (feed === 'lost')
    return (
      <EmptyState title="The sandbox does not answer" tone="bad">
        <p>It is tried again every few seconds. Was it stopped? Start it with</p>
        <pre>npx experiment-impressions sandbox</pre>
      </EmptyState>
    )
  if (feed === 'absent')
    return (
      <EmptyState title="There is no sandbox here">
        <p>
          This page stands alone. You can <a href={formatRoute('inspect')}>inspect events</a> and{' '}
          <a href={formatRoute('estimate')}>estimate impressions</a>; to see events live, start a sandbox and
          open its address:
        </p>
        <pre>npx experiment-impressions sandbox</pre>
      </EmptyState>
    )
  return (
    <EmptyState title="No event has arrived yet">
      <p>
        Open the <a href="./site/">demo site</a>, or send <code>$impression</code> as a track call to{' '}
        <code>{`${location.origin}/v1/track`}</code>. It shows here at once.
      </p>
    </EmptyState>
  )
}
