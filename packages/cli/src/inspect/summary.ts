import type { Severity } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { countIssues, type Inspection } from '@experiment-impressions/inspection'
import { countOf } from '../terminal/format.js'
import type { Style } from '../terminal/style.js'

/** What was found in the whole input. */
export interface Summary {
  /** Impressions and exposures. */
  events: number
  /** Those that give an Amplitude event. */
  sent: number
  /** Everything else, which is left alone. */
  skipped: number
  /** The same by the type of call; `other` for what is not a Segment call. */
  skippedByType: Record<string, number>
  /** Parts of the input that are not JSON. */
  unreadable: number
  errors: number
  warnings: number
  suggestions: number
}

/** The summary before anything was read. */
export function emptySummary(): Summary {
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
} as const satisfies Record<Severity, keyof Summary>
const severities = ['error', 'warning', 'suggestion'] as const

/** Adds an experiment event and its issues. */
export function countInspection(summary: Summary, { post, issues }: Inspection): void {
  summary.events += 1
  if (post !== undefined) summary.sent += 1
  for (const severity of severities) summary[countOfSeverity[severity]] += countIssues(issues, severity)
}

const callTypes: ReadonlySet<unknown> = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias'])

/** Adds an event that is left alone. */
export function countSkipped(summary: Summary, event: unknown): void {
  const type = ownPath(event, ['type'])
  const name = callTypes.has(type) ? String(type) : 'other'
  summary.skipped += 1
  summary.skippedByType[name] = (summary.skippedByType[name] ?? 0) + 1
}

/** The summary in at most three lines. */
export function renderSummary(summary: Summary, style: Style): string {
  const { events, sent, skipped, skippedByType, unreadable, errors, warnings, suggestions } = summary
  const found = [
    errors > 0 && style.bad(countOf(errors, 'error')),
    warnings > 0 && style.warning(countOf(warnings, 'warning')),
    suggestions > 0 && countOf(suggestions, 'suggestion'),
  ].filter((part) => part !== false)
  const heading =
    events === 0
      ? 'No experiment event was found.'
      : `${countOf(events, 'experiment event')}${sent === events ? '' : `, ${String(events - sent)} not sent`}: ${found.join(', ') || 'no issues'}.`
  const types = Object.entries(skippedByType).map(([type, count]) => `${String(count)} ${type}`)
  return [
    style.title(heading),
    ...(skipped === 0
      ? []
      : [style.faint(`${countOf(skipped, 'other event')} skipped (${types.join(', ')}).`)]),
    ...(unreadable === 0
      ? []
      : [
          style.bad(
            `${countOf(unreadable, 'part')} of the input could not be read, and ${unreadable === 1 ? 'is' : 'are'} left out here.`,
          ),
        ]),
    '',
  ].join('\n')
}
