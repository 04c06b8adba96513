import { useEffect, useMemo, useRef } from 'preact/hooks'
import { EventDetail } from '../event/event-detail.js'
import type { FeedState } from '../records/live-feed.js'
import type { Entry } from '../records/record-list.js'
import { originOf } from '../records/sandbox.js'
import { EmptyState } from '../ui/empty-state.js'

interface PickedEventProps {
  /** `undefined` if it isn’t in the list. */
  readonly entry: Entry | undefined
  readonly isFollowing: boolean
  readonly feed: FeedState
  readonly backAddress: string
  /** Called when somebody begins to do something in it, which another event shouldn’t replace. */
  readonly onTouch: () => void
}

/** The selected event, or why it isn’t there. */
export function PickedEvent({ entry, isFollowing, feed, backAddress, onTouch }: PickedEventProps) {
  const side = useRef<HTMLElement>(null)
  const record = entry?.record
  const id = record?.id
  const origin = originOf(feed)
  // The view is drawn with every event that arrives; this one only when it changes.
  const detail = useMemo(
    () => (record === undefined ? undefined : <EventDetail record={record} origin={origin} />),
    [record, origin],
  )
  useEffect(() => {
    // The next event begins with its outcome.
    if (side.current !== null) side.current.scrollTop = 0
  }, [id])
  return (
    <section
      ref={side}
      class="detail-side"
      aria-label="The event"
      tabIndex={-1}
      onPointerDown={onTouch}
      onFocusCapture={onTouch}
    >
      {isFollowing ? null : (
        <a class="back" href={backAddress}>
          ← All events
        </a>
      )}
      {detail ??
        (isFollowing ? (
          <EmptyState
            title="No event to show"
            words="The newest opens here by itself: what became of it, its effect on the person and its two forms."
          />
        ) : (
          <EmptyState
            title="This event isn’t here"
            words="It may not have arrived yet, or it was one of the oldest, which the page drops."
          />
        ))}
    </section>
  )
}
