import type { Issue, Severity } from '@experiment-impressions/contract'

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, suggestion: 2 }

/** Issues in the order in which they matter; those of one severity stay in theirs. */
export function worstFirst(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((one, other) => rank[one.severity] - rank[other.severity])
}
