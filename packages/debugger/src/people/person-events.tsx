import { useState } from 'preact/hooks'
import { countOf } from '@experiment-impressions/inspection'
import { EventList } from '../event-list/event-list.js'
import type { Entry } from '../records/record-list.js'
import { formatRoute } from '../route/route.js'
import { goTo } from '../route/use-route.js'

/** In px, as in the style sheet. */
const rowHeight = 60
const mostRows = 7

/** A person’s events in a list that scrolls, and says whether its end is in view. */
export function PersonEvents({ entries }: { readonly entries: readonly Entry[] }) {
  const [picked, setPicked] = useState('')
  const [isAtEnd, setIsAtEnd] = useState(false)
  const isWhole = entries.length <= mostRows || isAtEnd
  const look = ({ target }: Event): void => {
    const { scrollTop, clientHeight, scrollHeight } = target as HTMLElement
    setIsAtEnd(scrollTop + clientHeight > scrollHeight - rowHeight / 2)
  }
  return (
    <>
      <div
        class={`person-events ${isWhole ? '' : 'goes-on'}`}
        style={{ height: `${String(Math.min(mostRows, entries.length) * rowHeight)}px` }}
        onScrollCapture={look}
      >
        <EventList
          rows={entries}
          picked={picked}
          label="Their events, newest first"
          isPrecise
          onPick={(event, isFinal) => {
            setPicked(event)
            if (isFinal) goTo(formatRoute('stream', { id: event }))
          }}
        />
      </div>
      <p class="foot">
        {isWhole
          ? `End of list, ${countOf(entries.length, 'event')}`
          : `${countOf(entries.length, 'event')}, newest first · scroll for older ones`}
      </p>
    </>
  )
}
