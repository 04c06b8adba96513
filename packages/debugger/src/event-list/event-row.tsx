import { formatTimeOfDay } from '@experiment-impressions/inspection'
import { Fragment } from 'preact'
import { ShownText } from '../ui/shown-text.js'
import { countOf } from '../ui/format-number.js'
import { repeatNote } from '../event/sentences.js'
import type { EventSummary } from '../records/summarize.js'
import { Tag } from './tag.js'

interface EventRowProps {
  readonly id: string
  readonly summary: EventSummary
  readonly index: number
  readonly count: number
  readonly isPicked: boolean
  readonly onPick: () => void
}

/** One event in two lines: when, what was shown to whom and where, and what became of it. */
export function EventRow({ id, summary, index, count, isPicked, onPick }: EventRowProps) {
  const { time, flag, variant, kind, userId, deviceId, path, was, effect, retries, repeats } = summary
  const person = userId ?? deviceId
  const notes = [
    person === undefined ? 'no usable id' : <ShownText text={person} room={22} cut="middle" />,
    path === undefined ? '' : <ShownText text={path} room={40} />,
    was === undefined || effect === 'not stored' ? (
      ''
    ) : (
      <>
        was <ShownText text={was} room={30} />
      </>
    ),
    retries === 0 ? '' : `${countOf(retries, 'try', 'tries')} failed`,
    repeats === 0 ? '' : repeatNote(repeats),
  ].filter((note) => note !== '')
  return (
    <div
      id={id}
      role="option"
      class={`row ${isPicked ? 'on' : ''}`}
      style={{ transform: `translateY(${String(index * 60)}px)` }}
      aria-selected={isPicked}
      aria-posinset={index + 1}
      aria-setsize={count}
      onClick={onPick}
    >
      <span class="moment">{time === undefined ? '–' : formatTimeOfDay(time)?.slice(0, 10)}</span>
      <span class="line">
        <ShownText class="flag" text={flag ?? 'no flag key'} room={80} /> →{' '}
        {variant === undefined ? 'no variant' : <ShownText text={variant} room={60} />}
        {kind === 'exposure' ? <span class="soft"> exposure</span> : null}
      </span>
      <Tag summary={summary} />
      <span class="who">
        {notes.map((note, index) => (
          <Fragment key={index}>
            {index === 0 ? null : ' · '}
            {note}
          </Fragment>
        ))}
      </span>
      <State summary={summary} />
    </div>
  )
}

/** What is wrong with the event, else what became of it. */
function State({ summary: { errors, warnings, outcome } }: { readonly summary: EventSummary }) {
  // With the default mapping it would have errors, and it got there by another.
  const isDelivered = outcome === 'accepted'
  if (errors > 0 && !isDelivered) return <span class="state bad">{countOf(errors, 'error')}</span>
  if (warnings > 0) return <span class="state wait">{countOf(warnings, 'warning')}</span>
  if (outcome === 'inspected') return null
  return <span class={`state ${outcome === 'rejected' ? 'bad' : 'soft'}`}>{outcome}</span>
}
