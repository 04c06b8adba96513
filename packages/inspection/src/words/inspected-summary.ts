import type { Issue, Severity } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Inspection } from '../forms/inspect-event.js'
import type { EventPart } from '../input/input-part.js'
import { callTypes } from '../input/wrapped/is-call.js'
import { countIssues } from '../issues/list-issues.js'

/** How often an issue occurs in an input, and where first. */
export interface CodeCount {
  readonly severity: Severity
  count: number
  readonly line: number
  readonly index: number | null
}

/** Counts of a whole input. */
export interface InspectedSummary {
  /** Impressions and exposures. */
  events: number
  /** Those that give an Amplitude event. */
  sent: number
  /** All other events, which are left alone. */
  skipped: number
  /** The same by type of call; `other` for anything that isn't a Segment call. */
  skippedByType: Record<string, number>
  /** Skipped events that were probably meant as experiment events. */
  nearMisses: number
  /** Parts of the input that aren't JSON. */
  unreadable: number
  errors: number
  warnings: number
  suggestions: number
  /** Issues by code, those of near misses included. */
  codes: Partial<Record<Issue['code'], CodeCount>>
}

/** A summary of nothing. */
export function emptySummary(): InspectedSummary {
  return {
    events: 0,
    sent: 0,
    skipped: 0,
    skippedByType: {},
    nearMisses: 0,
    unreadable: 0,
    errors: 0,
    warnings: 0,
    suggestions: 0,
    codes: {},
  }
}

const countOfSeverity = {
  error: 'errors',
  warning: 'warnings',
  suggestion: 'suggestions',
} as const satisfies Record<Severity, keyof InspectedSummary>

/** The severities, worst first. */
export const severities = ['error', 'warning', 'suggestion'] as const

/** The name of a severity's count. */
export function countName(severity: Severity): (typeof countOfSeverity)[Severity] {
  return countOfSeverity[severity]
}

type At = Pick<EventPart, 'line' | 'index'>

/** Counts an experiment event and its issues. */
export function countInspection(summary: InspectedSummary, { post, issues }: Inspection, at: At): void {
  summary.events += 1
  if (post !== undefined) summary.sent += 1
  for (const severity of severities) summary[countOfSeverity[severity]] += countIssues(issues, severity)
  for (const issue of issues) countCode(summary, issue, at)
}

/** Counts an event that is left alone, and why if it was probably meant as an experiment event. */
export function countSkipped(summary: InspectedSummary, part: EventPart, near: Issue | undefined): void {
  const type = ownPath(part.event, ['type'])
  const name = callTypes.has(type) ? String(type) : 'other'
  summary.skipped += 1
  summary.skippedByType[name] = (summary.skippedByType[name] ?? 0) + 1
  if (near === undefined) return
  summary.nearMisses += 1
  countCode(summary, near, part)
}

function countCode({ codes }: InspectedSummary, issue: Issue, { line, index }: At): void {
  const { code, severity } = issue
  const count = code === 'MORE_ISSUES' ? issue.params.count : 1
  const known = codes[code]
  if (known === undefined) codes[code] = { severity, count, line, index }
  else known.count += count
}

/** The issues of an input by code, most severe and most frequent first. */
export function codeCounts({ codes }: InspectedSummary): readonly (readonly [Issue['code'], CodeCount])[] {
  const counts = Object.entries(codes) as [Issue['code'], CodeCount][]
  return counts.sort(
    ([, one], [, other]) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) || other.count - one.count,
  )
}
