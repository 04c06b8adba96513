import type { Severity } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Inspection } from '../forms/inspect-event.js'
import { countOf } from '../text/format-number.js'
import { countIssues } from '../issues/list-issues.js'

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
  /** Parts of the input that aren't JSON. */
  unreadable: number
  errors: number
  warnings: number
  suggestions: number
}

/** A summary of nothing. */
export function emptySummary(): InspectedSummary {
  return {
    events: 0,
    sent: 0,
    skipped: 0,
    skippedByType: {},
    unreadable: 0,
    errors: 0,
    warnings: 0,
    suggestions: 0,
  }
}

const countOfSeverity = {
  error: 'errors',
  warning: 'warnings',
  suggestion: 'suggestions',
} as const satisfies Record<Severity, keyof InspectedSummary>
const severities = ['error', 'warning', 'suggestion'] as const

/** Counts an experiment event and its issues. */
export function countInspection(summary: InspectedSummary, { post, issues }: Inspection): void {
  summary.events += 1
  if (post !== undefined) summary.sent += 1
  for (const severity of severities) summary[countOfSeverity[severity]] += countIssues(issues, severity)
}

const callTypes: ReadonlySet<unknown> = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias'])

/** Counts an event that is left alone. */
export function countSkipped(summary: InspectedSummary, event: unknown): void {
  const type = ownPath(event, ['type'])
  const name = callTypes.has(type) ? String(type) : 'other'
  summary.skipped += 1
  summary.skippedByType[name] = (summary.skippedByType[name] ?? 0) + 1
}

/** A summary in up to three sentences. */
export interface SummaryWords {
  readonly found: string
  readonly skipped: string | undefined
  readonly unreadable: string | undefined
}

/** Puts a summary into words. `mark` paints the counts of issues. */
export function summaryWords(
  summary: InspectedSummary,
  mark: (text: string, severity: Severity) => string = (text) => text,
): SummaryWords {
  const { events, sent, skipped, skippedByType, unreadable } = summary
  const issues = severities
    .filter((severity) => summary[countOfSeverity[severity]] > 0)
    .map((severity) => mark(countOf(summary[countOfSeverity[severity]], severity), severity))
  const unsent = sent === events ? '' : `, ${String(events - sent)} not sent`
  const types = Object.entries(skippedByType).map(([type, count]) => `${String(count)} ${type}`)
  return {
    found:
      events === 0
        ? 'No experiment event was found.'
        : `${countOf(events, 'experiment event')}${unsent}: ${issues.join(', ') || 'no issues'}.`,
    skipped: skipped === 0 ? undefined : `${countOf(skipped, 'other event')} skipped (${types.join(', ')}).`,
    unreadable:
      unreadable === 0
        ? undefined
        : `${countOf(unreadable, 'part')} of the input couldn’t be read, and ${unreadable === 1 ? 'is' : 'are'} left out.`,
  }
}
