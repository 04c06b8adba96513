import type { Issue, Severity } from '@experiment-impressions/contract'

/** How many issues an event has, of one severity or of all: those that its list only counts included. */
export function countIssues(issues: readonly Issue[], severity?: Severity): number {
  let count = 0
  for (const issue of issues)
    if (severity === undefined || issue.severity === severity)
      count += issue.code === 'MORE_ISSUES' ? issue.params.count : 1
  return count
}
