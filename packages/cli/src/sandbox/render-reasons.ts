import { escapeText, formatIssue } from '@experiment-impressions/contract'
import { type EventRecord, formatDuration, previewValue } from '@experiment-impressions/inspection'
import { wrapIndented } from '../terminal/text-width.js'
import { compareSent } from './compare-sent.js'
import { describeDifference } from './describe-difference.js'
import type { Layout } from './render-record.js'

/** Of one event. Among others that come by, nobody reads more; the debugger has them all. */
const mostReasons = 5
/** In characters. */
const longestReason = 500

/**
 * What else there is to say of an event, indented below its line: why it wasn't accepted (its errors, else what the last
 * try was answered), and how it was sent otherwise than the default mapping would have sent it.
 */
export function renderReasons(record: EventRecord, layout: Layout): string[] {
  return [...few(reasonsOf(record)), ...few(deviationsOf(record))].flatMap((reason) =>
    indented(reason, layout),
  )
}

/** Why a try failed, and when the next one follows; indented below the event’s line. */
export function renderRetry({ attempts }: EventRecord, layout: Layout, waitMs: number): string[] {
  const reason = shortened(attempts.at(-1)?.reason ?? 'The try failed.')
  return indented(`${reason} Tried again in ${formatDuration(waitMs)}.`, layout)
}

/** That Segment dropped a repetition of an event; indented below the event’s line. */
export function renderRepeat(layout: Layout): string[] {
  return indented('Received again, dropped by Segment: this message id was seen before.', layout)
}

/** That an event’s line can't be made, whatever the event holds. */
export function renderUnshowable({ id }: EventRecord, layout: Layout): string {
  const words = `An event can’t be shown here: ${previewValue(id, 100)}. The debugger may show it.`
  return indented(words, layout).join('\n')
}

function few(reasons: readonly string[]): string[] {
  const shown = reasons.slice(0, mostReasons).map(shortened)
  return reasons.length > mostReasons
    ? [...shown, `… and ${String(reasons.length - mostReasons)} more`]
    : shown
}

function shortened(reason: string): string {
  return reason.length > longestReason ? `${reason.slice(0, longestReason)}…` : reason
}

function reasonsOf({ post, expected, outcome, issues, attempts, storage, omitted }: EventRecord): string[] {
  const off = issues.find(({ code }) => code === 'INTEGRATIONS_OFF')
  if (off !== undefined) return [formatIssue(off)]
  // A mapping may take from elsewhere what is wrong in the event, and then it was sent.
  const errors =
    post === null && expected === null ? issues.filter(({ severity }) => severity === 'error') : []
  if (errors.length > 0) return errors.map((issue) => `${issue.code} ${formatIssue(issue)}`)
  const reason = attempts.at(-1)?.reason
  const isDropped = outcome === 'accepted' && storage === 'duplicate'
  return [
    ...(omitted === undefined ? [] : [omitted]),
    ...(reason === undefined ? [] : [reason]),
    ...(isDropped ? ['Dropped by Amplitude: it had stored an event with this insert_id before.'] : []),
  ]
}

function deviationsOf(record: EventRecord): string[] {
  if (record.post !== null && record.expected === null)
    return ['Sent, though the default mapping and settings send nothing for this event.']
  return compareSent(record).map(describeDifference)
}

function indented(text: string, { columns }: Layout): string[] {
  const escaped = escapeText(text)
  return columns === undefined ? [`    ${escaped}`] : wrapIndented(escaped, 4, columns)
}
