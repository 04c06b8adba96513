import { countIssues } from '@experiment-impressions/inspection'
import { countOf } from '../ui/format-number.js'
import type { Inspected } from './inspect-text.js'

/** The result in one to three sentences, as in the terminal. */
export function inspectedWords({ entries, skipped, brokenCount }: Inspected): string[] {
  const issues = entries.flatMap(({ record }) => record.issues)
  const found = (['error', 'warning', 'suggestion'] as const)
    .map((severity) => [countIssues(issues, severity), severity] as const)
    .filter(([many]) => many > 0)
    .map(([many, severity]) => countOf(many, severity))
  const unsent = entries.filter(({ record }) => record.expected === null).length
  const others = Object.entries(skipped)
  const total = others.reduce((sum, [, many]) => sum + many, 0)
  return [
    entries.length === 0
      ? 'No experiment event was found.'
      : `${countOf(entries.length, 'experiment event')}${unsent === 0 ? '' : `, ${String(unsent)} not sent`}: ${found.join(', ') || 'no issues'}.`,
    ...(total === 0
      ? []
      : [
          `${countOf(total, 'other event')} skipped (${others.map(([type, many]) => `${String(many)} ${type}`).join(', ')}).`,
        ]),
    ...(brokenCount === 0
      ? []
      : [
          `${countOf(brokenCount, 'part')} of the input could not be read, and ${brokenCount === 1 ? 'is' : 'are'} left out.`,
        ]),
  ]
}
