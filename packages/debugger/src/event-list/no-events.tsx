import type { FeedState } from '../records/live-feed.js'
import { formatRoute } from '../route/route.js'
import { EmptyState } from '../ui/empty-state.js'

/** Says why no event has arrived, and what to do. */
export function NoEvents({ feed }: { readonly feed: FeedState }) {
  switch (feed) {
    case 'connecting':
      return <EmptyState title="Fetching events …" />
    case 'lost':
      return (
        <EmptyState title="The sandbox isn’t answering" tone="bad">
          <p>The page tries again every few seconds. If the sandbox has stopped, start it with</p>
          <pre>npx experiment-impressions sandbox</pre>
        </EmptyState>
      )
    case 'absent':
      return (
        <EmptyState title="There’s no sandbox here">
          <p>
            This page works without one: you can <a href={formatRoute('inspect')}>inspect events</a> and{' '}
            <a href={formatRoute('estimate')}>estimate impressions</a>. To see events live, start a sandbox
            and open its address:
          </p>
          <pre>npx experiment-impressions sandbox</pre>
        </EmptyState>
      )
    case 'live':
    case 'polling':
      return (
        <EmptyState title="No events yet">
          <p>
            Open the <a href="./site/">demo site</a>, or send <code>$impression</code> as a track call to{' '}
            <code>{`${location.origin}/v1/track`}</code>. It shows up here at once.
          </p>
        </EmptyState>
      )
  }
}
