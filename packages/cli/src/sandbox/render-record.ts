import { type AmplitudeEvent, escapeText } from '@experiment-impressions/contract'
import {
  type EventRecord,
  formatTimeOfDay,
  previewValue,
  userPropertyOf,
} from '@experiment-impressions/inspection'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { Style } from '../terminal/style.js'
import { fit } from '../terminal/text-width.js'

export interface Layout {
  /** Width of the terminal in characters; `undefined` without a terminal, which cuts only the person. */
  readonly columns: number | undefined
  readonly style: Style
}

interface RecordLayout extends Layout {
  /** In one word. */
  readonly outcome: string
}

/**
 * Renders one event as one line: time, person, both forms, its effect on the user property, and its outcome. The
 * post-transformation form is the one that was sent. Narrow terminals show less of this.
 */
export function renderRecord(record: EventRecord, { columns, style, outcome }: RecordLayout): string {
  const { post } = record
  // The destination builds `post` with the transformation, so its user property is well-formed.
  const property = post === null ? undefined : userPropertyOf(post as unknown as AmplitudeEvent)
  const operation = property?.operation ?? ''
  const change = property === undefined ? '' : `${operation} ${previewValue(property.name, 120)}`
  const isDone = record.outcome === 'accepted' && record.storage !== 'duplicate'
  // An event that didn't arrive changed nothing.
  const paintChange = !isDone ? style.faint : operation === 'set' ? style.good : style.warning
  const isKept = record.omitted === undefined
  const before = preForm(record.pre, isKept ? '(no flag key)' : '(not kept)')
  const type = post?.['event_type']
  const sentAs = typeof type === 'string' ? previewValue(type, 40) : isKept ? 'not sent' : 'not kept'
  const after = `→ ${columns === undefined ? sentAs.padEnd(23) : fit(sentAs, 23)}`
  const time = formatTimeOfDay(momentOf(record)) ?? noTime
  const line = (shownTime: string, forms: string, shownChange: string) =>
    [
      style.faint(shownTime),
      style.faint(fit(personOf(record), 10)),
      forms,
      paintChange(shownChange),
      outcomeStyle(outcome, style)(escapeText(outcome.slice(0, 60))),
    ].join('  ')

  if (columns === undefined) return line(time, `${before.padEnd(35)} ${after}`, change.padEnd(36))
  if (columns >= 136) return line(time, `${fit(before, 35)} ${after}`, fit(change, 36))
  const shortChange = operation.padEnd(5)
  if (columns >= 104) return line(time, `${fit(before, 35)} ${after}`, shortChange)
  const shortTime = time.slice(0, 8)
  if (columns >= 100) return line(shortTime, `${fit(before, 35)} ${after}`, shortChange)
  return line(shortTime, `${fit(before, Math.max(12, columns - 41))} →`, shortChange)
}

const noTime = '--:--:--.---'

/** When the variant was shown, in epoch ms. For an event that wasn't sent: the expected time, or else Segment's timestamp. */
function momentOf({ pre, post, expected }: EventRecord): number {
  const moments = [post?.['time'], expected?.time, Date.parse(String(ownPath(pre, ['timestamp'])))]
  return Number(moments.find(Number.isSafeInteger) ?? NaN)
}

function preForm(pre: unknown, without: string): string {
  const [name, flag, variant] = [['event'], ['properties', 'flag_key'], ['properties', 'variant']].map(
    (path) => ownPath(pre, path),
  )
  const shown = isGiven(flag) ? previewValue(flag, 80) : without
  return `${previewValue(name, 20)} ${shown}${isGiven(variant) ? `/${previewValue(variant, 80)}` : ''}`
}

function personOf({ pre, post }: EventRecord): string {
  const sent = [post?.['user_id'], post?.['device_id']]
  const id = [...sent, ownPath(pre, ['userId']), ownPath(pre, ['anonymousId'])].find(isGiven)
  return id === undefined ? '(nobody)' : previewValue(id, 40)
}

function outcomeStyle(outcome: string, { good, bad, warning }: Style): (text: string) => string {
  if (outcome === 'accepted') return good
  return outcome === 'rejected' ? bad : warning
}
