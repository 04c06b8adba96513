import { useMemo, useRef, useState } from 'preact/hooks'
import { EventList } from '../event-list/event-list.js'
import type { Entry } from '../records/record-list.js'
import type { Sandbox } from '../records/sandbox.js'
import { formatRoute, type Route } from '../route/route.js'
import { goTo, replaceAddress } from '../route/use-route.js'
import { useThrottled } from '../ui/use-throttled.js'
import { NoEvents } from '../event-list/no-events.js'
import { FilterBar } from './filter-bar.js'
import { filterOf, isAboutCalls } from './filter.js'
import { NothingFound } from './nothing-found.js'
import { PickedEvent } from './picked-event.js'
import { StreamFoot } from './stream-foot.js'
import { useKeys } from './use-keys.js'

interface StreamViewProps {
  readonly route: Route
  readonly sandbox: Sandbox
}

/** What the list showed when it was paused. */
interface Held {
  readonly events: readonly Entry[]
  readonly calls: readonly Entry[]
}

/** Events as they arrive, newest first, beside the selected one; beside the newest until one is selected. */
export function StreamView({ route, sandbox }: StreamViewProps) {
  const { list } = sandbox
  const query = route.search.get('q') ?? ''
  const [held, setHeld] = useState<Held>()
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { events, calls } = held ?? { events: list.all(), calls: list.calls() }
  const isOther = isAboutCalls(query)
  const shown = isOther ? calls : events
  const rows = useMemo(() => {
    const test = filterOf(query)
    return test === undefined ? shown : shown.filter(({ summary }) => test(summary))
  }, [shown, query])
  const nearMisses = useMemo(() => calls.filter(({ summary }) => summary.isNearMiss).length, [calls])
  const isFollowing = route.id === ''
  // In a burst, nobody could read it otherwise.
  const newest = useThrottled(rows.at(-1))
  const picked = isFollowing ? newest : list.find(route.id)
  const pickedId = picked?.record.id ?? route.id

  const address = (id: string, q = query): string => formatRoute('stream', { id, search: { q } })
  const step = (by: 1 | -1): void => {
    const at = rows.findLastIndex(({ record }) => record.id === pickedId)
    const next = at === -1 ? rows.at(-1) : rows[at + by]
    if (next !== undefined) replaceAddress(address(next.record.id))
  }
  const toggleHelp = (): void => {
    setIsHelpOpen(!isHelpOpen)
  }
  useKeys({
    '/': () => field.current?.focus(),
    '?': toggleHelp,
    Escape: () => {
      setIsHelpOpen(false)
    },
    j: () => {
      step(-1)
    },
    k: () => {
      step(1)
    },
  })

  if (sandbox.feed === 'absent' && events.length === 0)
    return (
      <>
        <h1 class="off-screen">Stream</h1>
        <NoEvents sandbox={sandbox} />
      </>
    )
  const setQuery = (q: string): void => {
    replaceAddress(address(route.id, q))
  }
  return (
    <div class={`split ${isFollowing ? '' : 'picked'}`}>
      <h1 class="off-screen">Stream</h1>
      <section class="list-side" aria-label="Events">
        <FilterBar
          query={query}
          field={field}
          entries={events}
          otherCalls={calls.length}
          nearMisses={nearMisses}
          onQuery={setQuery}
          onLeave={() => {
            leave(field.current)
          }}
          isHelpOpen={isHelpOpen}
          onHelp={toggleHelp}
          waiting={held === undefined ? undefined : newerThan(shown, isOther ? list.calls() : list.all())}
          onPause={() => {
            setHeld(held === undefined ? { events, calls } : undefined)
          }}
        />
        {rows.length > 0 ? (
          <EventList
            rows={rows}
            picked={pickedId}
            label={isOther ? 'Other calls, newest first' : 'Events, newest first'}
            isWhole={list.isWhole()}
            isFollowing={isFollowing}
            onPick={(id, isFinal) => {
              ;(isFinal ? goTo : replaceAddress)(address(id))
            }}
          />
        ) : (
          <NothingFound sandbox={sandbox} isOther={isOther} hasRows={shown.length > 0} onQuery={setQuery} />
        )}
        <StreamFoot
          found={rows.length}
          all={shown.length}
          isFiltered={query !== ''}
          isOther={isOther}
          dropped={isOther ? list.droppedCalls() : list.dropped()}
          followAddress={isFollowing ? undefined : address('')}
        />
      </section>
      <PickedEvent
        entry={picked}
        isFollowing={isFollowing}
        feed={sandbox.feed}
        backAddress={address('')}
        onTouch={() => {
          if (isFollowing && picked !== undefined) replaceAddress(address(picked.record.id))
        }}
      />
    </div>
  )
}

/** Goes from the filter to the list, where the arrow keys work. */
function leave(field: HTMLElement | null): void {
  const list = field?.closest('.list-side')?.querySelector<HTMLElement>('[role=listbox]')
  if (list === undefined || list === null) field?.blur()
  else list.focus()
}

function newerThan(held: readonly Entry[], all: readonly Entry[]): number {
  return (all.at(-1)?.order ?? -1) - (held.at(-1)?.order ?? -1)
}
