import type { Sandbox } from '../records/sandbox.js'
import { formatRoute } from '../route/route.js'
import { CopiedCommand } from '../ui/copied-command.js'
import { EmptyState } from '../ui/empty-state.js'
import { FirstEvent } from './first-event.js'
import { OnlyOtherCalls } from './only-other-calls.js'

const start = (
  <CopiedCommand label="A command that starts a sandbox" command="npx experiment-impressions sandbox" />
)

/** Says why no event has arrived, and what to do. */
export function NoEvents({ sandbox }: { readonly sandbox: Pick<Sandbox, 'list' | 'feed' | 'target'> }) {
  switch (sandbox.feed) {
    case 'connecting':
      return <EmptyState title="Fetching events …" />
    case 'lost':
      return (
        <EmptyState
          title="The sandbox isn’t answering"
          tone="bad"
          words="The page tries again every few seconds. If the sandbox has stopped, start it with:"
          actions={start}
        />
      )
    case 'absent':
      return (
        <EmptyState
          title="There’s no sandbox here"
          words={
            <p>
              This page works without one: paste an event, or{' '}
              <a href={formatRoute('estimate')}>estimate impressions</a>. To see events live, start a sandbox
              and open its address.
            </p>
          }
          actions={
            <>
              {start}
              <FirstEvent sandbox={sandbox} />
            </>
          }
        />
      )
    case 'live':
    case 'polling':
      if (sandbox.list.calls().length > 0) return <OnlyOtherCalls sandbox={sandbox} />
      return (
        <EmptyState
          title="No events yet"
          words={
            <p>
              Open the <a href="./site/">demo site</a>, or send an <code>$impression</code> as a track call.
              It shows up here at once.
            </p>
          }
          actions={<FirstEvent sandbox={sandbox} />}
        />
      )
  }
}
