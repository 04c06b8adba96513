import { escapeText, formatIssue } from '@experiment-impressions/contract'
import {
  describeDifferences,
  droppedAsDuplicate,
  previewValue,
  repeatSentence,
  retrySentence,
  type EventRecord,
} from '@experiment-impressions/inspection'
import { wrapIndented } from '../terminal/text-width.js'
import type { Layout } from './render-record.js'

/** Reasons shown per event. The debugger shows all of them. */
const mostReasons = 5
/** In characters. */
const longestReason = 500

/**
 * Renders the details of an event, indented below its line: why it wasn't accepted (its errors, or else the last attempt's
 * answer), and how the sent event differs from what the default mapping sends.
 */
export function renderReasons(record: EventRecord, layout: Layout): string[] {
  return [...few(reasonsOf(record)), ...few(describeDifferences(record))].flatMap((reason) =>
    indented(reason, layout),
  )
}

/** Says why an attempt failed and when the next one follows, indented below the event's line. */
export function renderRetry({ attempts }: EventRecord, layout: Layout, waitMs: number): string[] {
  const reason = attempts.at(-1)?.reason
  return indented(retrySentence(reason === undefined ? reason : shortened(reason), waitMs), layout)
}

/** Says that Segment dropped a repeated event, indented below the event's line. */
export function renderRepeat(layout: Layout): string[] {
  return indented(`${repeatSentence(1)}.`, layout)
}

/** Says that an event can't be shown. */
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
  // A mapping can replace the wrong values. Then the event was sent, and its errors don't matter.
  const errors =
    post === null && expected === null ? issues.filter(({ severity }) => severity === 'error') : []
  if (errors.length > 0) return errors.map((issue) => `${issue.code} ${formatIssue(issue)}`)
  const reason = attempts.at(-1)?.reason
  const isDropped = outcome === 'accepted' && storage === 'duplicate'
  return [
    ...(omitted === undefined ? [] : [omitted]),
    ...(reason === undefined ? [] : [reason]),
    ...(isDropped ? [droppedAsDuplicate] : []),
  ]
}

function indented(text: string, { columns }: Layout): string[] {
  const escaped = escapeText(text)
  return columns === undefined ? [`    ${escaped}`] : wrapIndented(escaped, 4, columns)
}
