import type { Issue } from '@experiment-impressions/contract'
import { countIssues } from './count-issues.js'
import { worstFirst } from './worst-first.js'

/** As many issues of an event as somebody reads, the worst first, and how many more it has. */
export function firstIssues(
  issues: readonly Issue[],
  most: number,
): { readonly shown: readonly Issue[]; readonly more: number } {
  const listed = issues.filter(({ code }) => code !== 'MORE_ISSUES')
  const shown = worstFirst(listed).slice(0, most)
  return { shown, more: countIssues(issues) - shown.length }
}
