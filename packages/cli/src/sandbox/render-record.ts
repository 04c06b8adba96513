import { formatIssue } from '@experiment-impressions/contract'
import {
  escapeText,
  formatDuration,
  formatTimeOfDay,
  isGiven,
  ownPath,
  previewValue,
  userPropertyOf,
} from '@experiment-impressions/contract/inspection'
import type { Style } from '../terminal/style.js'
import { fit, wrapIndented } from '../terminal/text-width.js'
import type { EventRecord } from './sandbox-module.js'

interface Layout {
  /** Width of the terminal in characters; `undefined` where there is none, and only the person is cut. */
  readonly columns: number | undefined
  readonly style: Style
}

/**
 * One line for one event: when, who, both forms, what it did to the user property, and what became of it. The narrower
 * the terminal, the more of that is left out.
 */
export function renderRecord(record: EventRecord, { columns, style }: Layout): string {
  const { post } = record
  const property = post === null ? undefined : userPropertyOf(post)
  const operation = property?.operation ?? ''
  const change = property === undefined ? '' : `${operation} ${escapeText(property.name)}`
  const paintChange = operation === 'set' ? style.good : style.warning
  const before = preForm(record.pre)
  const after = `→ ${(post?.event_type ?? 'not sent').padEnd(23)}`
  const time = (post?.time === undefined ? undefined : formatTimeOfDay(post.time)) ?? noTime
  const line = (shownTime: string, forms: string, shownChange: string) =>
    [
      style.faint(shownTime),
      style.faint(fit(personOf(record), 10)),
      forms,
      paintChange(shownChange),
      outcomeStyle(record.outcome, style)(escapeText(record.outcome)),
    ].join('  ')

  if (columns === undefined) return line(time, `${before.padEnd(35)} ${after}`, change.padEnd(36))
  if (columns >= 136) return line(time, `${fit(before, 35)} ${after}`, fit(change, 36))
  const shortChange = operation.padEnd(5)
  if (columns >= 104) return line(time, `${fit(before, 35)} ${after}`, shortChange)
  const shortTime = time.slice(0, 8)
  if (columns >= 100) return line(shortTime, `${fit(before, 35)} ${after}`, shortChange)
  return line(shortTime, `${fit(before, Math.max(12, columns - 41))} →`, shortChange)
}

/** Why an event was not accepted, indented below its line: its errors, else what the last try was answered. */
export function renderReasons({ issues, attempts }: EventRecord, { columns }: Layout): string[] {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const reasons = errors.map((issue) => `${issue.code} ${formatIssue(issue)}`)
  const answer = attempts.at(-1)?.reason
  if (reasons.length === 0 && answer !== undefined) reasons.push(answer)
  return reasons.flatMap((reason) => indented(reason, columns))
}

/** Why a try failed, and when the next one follows; indented below the event’s line. */
export function renderRetry({ attempts }: EventRecord, { columns }: Layout, waitMs: number): string[] {
  const reason = attempts.at(-1)?.reason ?? 'The try failed.'
  return indented(`${reason} Tried again in ${formatDuration(waitMs)}.`, columns)
}

function indented(text: string, columns: number | undefined): string[] {
  const escaped = escapeText(text)
  return columns === undefined ? [`    ${escaped}`] : wrapIndented(escaped, 4, columns)
}

const noTime = '--:--:--.---'

function preForm(pre: unknown): string {
  const [name, flag, variant] = [['event'], ['properties', 'flag_key'], ['properties', 'variant']].map(
    (path) => ownPath(pre, path),
  )
  const shown = isGiven(flag) ? previewValue(flag, 80) : '(no flag key)'
  return `${previewValue(name, 20)} ${shown}${isGiven(variant) ? `/${previewValue(variant, 80)}` : ''}`
}

function personOf({ pre, post }: EventRecord): string {
  const id = post?.user_id ?? post?.device_id ?? ownPath(pre, ['userId']) ?? ownPath(pre, ['anonymousId'])
  return isGiven(id) ? previewValue(id, 40) : '(nobody)'
}

function outcomeStyle(outcome: string, { good, bad, warning }: Style): (text: string) => string {
  if (outcome === 'accepted') return good
  return outcome === 'rejected' ? bad : warning
}
