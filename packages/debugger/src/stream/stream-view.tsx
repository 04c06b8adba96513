import { useMemo, useState } from 'preact/hooks'
import { countOf, formatCount } from '@experiment-impressions/inspection'
import { EventDetail } from '../event/event-detail.js'
import type { Entry } from '../records/record-list.js'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute, type Route } from '../route/route.js'
import { originOf, type Sandbox } from '../records/sandbox.js'
import { goTo, replaceAddress } from '../route/use-route.js'
import { EventList } from '../event-list/event-list.js'
import { FilterBar } from './filter-bar.js'
import { filterOf } from './filter.js'
import { NoEvents } from '../event-list/no-events.js'

interface StreamViewProps {
  readonly route: Route
  readonly sandbox: Sandbox
}

/** Events as they arrive, newest first, beside the selected one. */
export function StreamView({ route, sandbox }: StreamViewProps) {
  const query = route.search.get('q') ?? ''
  const [held, setHeld] = useState<readonly Entry[]>()
  const all = sandbox.list.all()
  const shown = held ?? all
  const rows = useMemo(() => {
    const test = filterOf(query)
    return test === undefined ? shown : shown.filter(({ summary }) => test(summary))
  }, [shown, query])
  const picked = route.id === '' ? undefined : sandbox.list.find(route.id)

  if (sandbox.feed === 'absent' && all.length === 0)
    return (
      <>
        <h1 class="off-screen">Stream</h1>
        <NoEvents sandbox={sandbox} />
      </>
    )
  const address = (id: string, q = query): string => formatRoute('stream', { id, search: { q } })
  return (
    <div class={`split ${route.id === '' ? '' : 'picked'}`}>
      <h1 class="off-screen">Stream</h1>
      <section class="list-side" aria-label="Events">
        <FilterBar
          query={query}
          entries={shown}
          onQuery={(q) => {
            replaceAddress(address(route.id, q))
          }}
          waiting={held === undefined ? undefined : newerThan(held, all)}
          onPause={() => {
            setHeld(held === undefined ? all : undefined)
          }}
        />
        {rows.length > 0 ? (
          <EventList
            rows={rows}
            picked={route.id}
            label="Events, newest first"
            onPick={(id, isFinal) => {
              ;(isFinal ? goTo : replaceAddress)(address(id))
            }}
          />
        ) : shown.length === 0 ? (
          <NoEvents sandbox={sandbox} />
        ) : (
          <EmptyState title="No events match the filter">
            <p>
              <button
                type="button"
                class="button"
                onClick={() => {
                  replaceAddress(address(route.id, ''))
                }}
              >
                Show all events
              </button>
            </p>
          </EmptyState>
        )}
        <p class="foot">
          {query === ''
            ? countOf(rows.length, 'event')
            : `${formatCount(rows.length)} of ${countOf(shown.length, 'event')}`}
          {sandbox.list.dropped() > 0 ? `, ${formatCount(sandbox.list.dropped())} older dropped` : ''} · times
          in UTC
        </p>
      </section>
      <section class="detail-side" aria-label="The event" tabIndex={-1}>
        {route.id === '' ? (
          <EmptyState title="Pick an event">
            <p>Its two forms, its effect on the person and every delivery attempt show up here.</p>
          </EmptyState>
        ) : (
          <>
            <a class="back" href={address('')}>
              ← All events
            </a>
            {picked === undefined ? (
              <EmptyState title="This event isn’t here">
                <p>It may not have arrived yet, or it was one of the oldest, which the page drops.</p>
              </EmptyState>
            ) : (
              <EventDetail key={picked.record.id} record={picked.record} origin={originOf(sandbox.feed)} />
            )}
          </>
        )}
      </section>
    </div>
  )
}

function newerThan(held: readonly Entry[], all: readonly Entry[]): number {
  return (all.at(-1)?.order ?? -1) - (held.at(-1)?.order ?? -1)
}
