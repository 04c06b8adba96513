import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatCount } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import { EventRow } from './event-row.js'
import { indexOfOrder, rowAfterKey, rowsInView, scrollToRow, showRow, type Viewport } from './virtual-rows.js'

/** In px, as in the style sheet. */
const rowHeight = 60

interface EventListProps {
  /** Oldest first; the list shows the newest first. */
  readonly rows: readonly Entry[]
  /** The selected event’s id. */
  readonly picked: string
  readonly label: string
  /** Whether neighbours in the same second show their milliseconds. @default false */
  readonly isPrecise?: boolean
  /** Whether all rows are here: more of them above can push the selected one out of view. @default true */
  readonly isWhole?: boolean
  /** The selected event changes by itself, so it isn’t scrolled into view: its row is the first. @default false */
  readonly isFollowing?: boolean
  /** `isFinal` is true for a click or Enter, and false for arrow keys. */
  readonly onPick: (id: string, isFinal: boolean) => void
}

/**
 * A list of any number of events; only the rows in view are in the page. New events above don’t move the rows in view. The
 * arrow keys, Page Up and Page Down, Home and End move the selection. A row that is selected from elsewhere scrolls into view.
 */
export function EventList({
  rows,
  picked,
  label,
  isPrecise = false,
  isWhole = true,
  isFollowing = false,
  onPick,
}: EventListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [{ top, height }, setScroll] = useState({ top: 0, height: 800 })
  const topOrder = useRef<number | undefined>(undefined)
  const count = rows.length
  const at = (index: number): Entry | undefined => rows[count - 1 - index]
  const indexOf = (order: number): number => count - 1 - indexOfOrder(rows, order)
  const viewport: Viewport = { top, height, rowHeight, count }
  const { from, to } = rowsInView(viewport)
  const pickedRow = rows.findLast(({ record }) => record.id === picked)
  const pickedIndex = pickedRow === undefined ? -1 : indexOf(pickedRow.order)
  const isPickedDrawn = pickedIndex >= from && pickedIndex < to

  const look = (): void => {
    const element = box.current
    if (element === null) return
    topOrder.current = at(Math.floor(element.scrollTop / rowHeight))?.order
    setScroll({ top: element.scrollTop, height: element.clientHeight })
  }
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const watch = new ResizeObserver(look)
    watch.observe(element)
    return () => {
      watch.disconnect()
    }
  }, [])
  useLayoutEffect(() => {
    const element = box.current
    const order = topOrder.current
    if (element === null) return
    if (element.scrollTop > 0 && order !== undefined)
      element.scrollTop = indexOf(order) * rowHeight + (element.scrollTop % rowHeight)
    look()
  }, [rows])
  const isFound = pickedIndex !== -1
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || !(isFollowing || isFound)) return
    element.scrollTop = isFollowing
      ? 0
      : showRow(pickedIndex, { rowHeight, count, top: element.scrollTop, height: element.clientHeight })
    look()
    // The row of an event that was picked before may leave the view, as its reader wants.
  }, [isFollowing ? '' : picked, isFollowing || isFound, isWhole, isFollowing])

  const onKeyDown = (event: KeyboardEvent): void => {
    const element = box.current
    if (element === null) return
    if (event.key === 'Enter' && pickedRow !== undefined) {
      onPick(pickedRow.record.id, true)
      focusDetail(element)
      return
    }
    const next = rowAfterKey(event.key, pickedIndex, viewport)
    const entry = next === undefined ? undefined : at(next)
    if (next === undefined || entry === undefined) return
    event.preventDefault()
    element.scrollTop = scrollToRow(next, { ...viewport, top: element.scrollTop })
    onPick(entry.record.id, false)
  }

  return (
    <div class="rows-frame">
      <div
        ref={box}
        class="rows"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={pickedRow !== undefined && isPickedDrawn ? rowId(pickedRow) : undefined}
        onScroll={look}
        onKeyDown={onKeyDown}
      >
        <div class="rows-room" role="presentation" style={{ height: `${String(count * rowHeight)}px` }}>
          {Array.from({ length: to - from }, (_, offset) => {
            const index = from + offset
            const entry = at(index)
            return entry === undefined ? null : (
              <EventRow
                key={entry.order}
                id={rowId(entry)}
                entry={entry}
                index={index}
                count={count}
                isPicked={entry === pickedRow}
                isPrecise={
                  isPrecise && [at(index - 1), at(index + 1)].some((near) => shareSecond(entry, near))
                }
                onPick={() => {
                  onPick(entry.record.id, true)
                }}
              />
            )
          })}
        </div>
      </div>
      {top > rowHeight * 2 ? (
        <button
          type="button"
          class="button to-top"
          onClick={() => {
            box.current?.scrollTo({ top: 0 })
          }}
        >
          ↑ Newest · row {formatCount(Math.floor(top / rowHeight) + 1)} of {formatCount(count)}
        </button>
      ) : null}
    </div>
  )
}

function shareSecond(one: Entry, other: Entry | undefined): boolean {
  const second = (time: number | undefined): number => Math.floor((time ?? NaN) / 1000)
  return second(one.summary.time) === second(other?.summary.time)
}

function rowId({ order }: Entry): string {
  return `row-${String(order)}`
}

function focusDetail(element: HTMLElement): void {
  const detail = element.closest('.split')?.querySelector<HTMLElement>('.detail-side')
  // On narrow screens it appears only after the address has changed.
  setTimeout(() => detail?.focus(), 0)
}
