import type { Issue, Severity } from '@experiment-impressions/contract'

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, suggestion: 2 }

/** Issues, most severe first; those of one severity keep their order. */
export function worstFirst(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((one, other) => rank[one.severity] - rank[other.severity])
}

/** How many issues an event has, of one severity or of all, including those that its list only counts. */
export function countIssues(issues: readonly Issue[], severity?: Severity): number {
  let count = 0
  for (const issue of issues)
    if (severity === undefined || issue.severity === severity)
      count += issue.code === 'MORE_ISSUES' ? issue.params.count : 1
  return count
}

/** The first `most` issues of an event, most severe first, and how many more it has. */
export function firstIssues(
  issues: readonly Issue[],
  most: number,
): { readonly shown: readonly Issue[]; readonly more: number } {
  const listed = issues.filter(({ code }) => code !== 'MORE_ISSUES')
  const shown = worstFirst(listed).slice(0, most)
  return { shown, more: countIssues(issues) - shown.length }
}
