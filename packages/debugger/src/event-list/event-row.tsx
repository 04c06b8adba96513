import { formatTimeOfDay } from '@experiment-impressions/inspection'
import { Fragment } from 'preact'
import { ShownText } from '../ui/shown-text.js'
import { countOf } from '../ui/format-number.js'
import { repeatNote } from '../event/sentences.js'
import type { EventSummary } from '../records/summarize.js'

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
    person === undefined ? 'no usable id' : <ShownText text={person} maxLength={22} cut="middle" />,
    path === undefined ? '' : <ShownText text={path} maxLength={40} />,
    was === undefined || effect === 'not stored' ? (
      ''
    ) : (
      <>
        was <ShownText text={was} maxLength={30} />
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
        <ShownText class="flag" text={flag ?? 'no flag key'} maxLength={80} /> →{' '}
        {variant === undefined ? 'no variant' : <ShownText text={variant} maxLength={60} />}
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

/** What an event has come to, in a word: what it does to the user property, unless it did not get there. */
function Tag({ summary }: { readonly summary: EventSummary }) {
  const { tone, label } = tagOf(summary)
  return <span class={`tag ${tone}`}>{label}</span>
}

interface TagWords {
  readonly tone: string
  readonly label: string
}

function tagOf({ outcome, effect, errors, was, isDuplicate }: EventSummary): TagWords {
  if (outcome === 'inspected' && effect === 'not stored')
    return { tone: errors > 0 ? 'bad' : 'quiet', label: 'not sent' }
  if (outcome === 'rejected') return { tone: 'bad', label: 'rejected' }
  if (outcome === 'retry') return { tone: 'wait', label: 'retrying' }
  if (outcome === 'pending') return { tone: 'quiet', label: 'on its way' }
  if (outcome === 'skipped') return { tone: 'quiet', label: 'not sent' }
  if (isDuplicate) return { tone: 'quiet', label: 'duplicate' }
  if (effect === 'unset') return { tone: 'out', label: 'unset' }
  if (effect !== 'set') return { tone: 'quiet', label: 'no property' }
  return was === undefined ? { tone: 'good', label: 'set' } : { tone: 'out', label: 'changed' }
}
