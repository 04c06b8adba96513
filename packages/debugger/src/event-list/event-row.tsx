import { Fragment } from 'preact'
import { countOf, type EventSummary, formatTimeOfDay, repeatNote } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import { ShownText } from '../ui/shown-text.js'
import { RowName } from './row-name.js'

interface EventRowProps {
  readonly id: string
  readonly entry: Entry
  readonly index: number
  readonly count: number
  readonly isPicked: boolean
  /** Whether its time has milliseconds, on a line of their own. */
  readonly isPrecise: boolean
  readonly onPick: () => void
}

/** One event in two lines: when it happened, who saw what and where, and its status. */
export function EventRow({ id, entry, index, count, isPicked, isPrecise, onPick }: EventRowProps) {
  const { record, summary } = entry
  const { time } = summary
  const isOmitted = record.omitted !== undefined
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
      <Moment time={time} isPrecise={isPrecise} />
      {isOmitted ? <span class="line soft">contents not kept</span> : <RowName summary={summary} />}
      <Tag {...tagOf(summary, isOmitted)} />
      <span class="who">
        {isOmitted ? <ShownText text={record.id} maxLength={40} /> : <Notes summary={summary} />}
      </span>
      <State summary={summary} />
    </div>
  )
}

function Moment({ time, isPrecise }: { readonly time: number | undefined; readonly isPrecise: boolean }) {
  const shown = time === undefined ? '–' : formatTimeOfDay(time)
  if (!isPrecise) return <span class="moment">{shown?.slice(0, 10)}</span>
  return (
    <span class="moment precise">
      {shown?.slice(0, 8)}
      <i>{shown?.slice(8)}</i>
    </span>
  )
}

/** Who saw it and where, and what is unusual about the event. */
function Notes({ summary }: { readonly summary: EventSummary }) {
  const { kind, userId, deviceId, path, was, effect, retries, repeats } = summary
  const person = userId ?? deviceId
  const notes = [
    kind === 'exposure' ? 'exposure' : '',
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
    <>
      {notes.map((note, index) => (
        <Fragment key={index}>
          {index === 0 ? null : ' · '}
          {note}
        </Fragment>
      ))}
    </>
  )
}

/** How much is wrong with the event. */
function State({ summary: { kind, errors, warnings, outcome } }: { readonly summary: EventSummary }) {
  if (kind === 'call') return null
  // An accepted event with errors got there by another mapping: the errors are those of the default one.
  if (errors > 0 && outcome !== 'accepted') return <span class="state bad">{countOf(errors, 'error')}</span>
  if (warnings > 0) return <span class="state wait">{countOf(warnings, 'warning')}</span>
  return null
}

interface TagProps {
  readonly tone: string
  readonly label: string
}

function Tag({ tone, label }: TagProps) {
  return label === '' ? <span /> : <span class={`tag ${tone}`}>{label}</span>
}

/** The event’s status: what it does to the user property, or why it does nothing. Empty for a call that is no event. */
function tagOf(
  { kind, outcome, effect, errors, was, isDuplicate, isNearMiss }: EventSummary,
  isOmitted: boolean,
): TagProps {
  if (kind === 'call') return isNearMiss ? { tone: 'wait', label: '! near miss' } : { tone: '', label: '' }
  if (outcome === 'inspected' && effect === 'not stored')
    return { tone: errors > 0 ? 'bad' : 'quiet', label: 'not sent' }
  if (outcome === 'rejected') return { tone: 'bad', label: 'rejected' }
  if (outcome === 'retry') return { tone: 'wait', label: 'retrying' }
  if (outcome === 'pending') return { tone: 'quiet', label: 'on its way' }
  if (outcome === 'skipped') return { tone: 'quiet', label: 'not sent' }
  if (isDuplicate) return { tone: 'quiet', label: 'duplicate' }
  if (isOmitted) return { tone: 'quiet', label: 'delivered' }
  if (effect === 'unset') return { tone: 'out', label: 'unset' }
  if (effect !== 'set') return { tone: 'quiet', label: 'no property' }
  return was === undefined ? { tone: 'good', label: 'set' } : { tone: 'out', label: 'changed' }
}
