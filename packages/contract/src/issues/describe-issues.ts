import { formatIssue } from './format-issue.js'
import type { Issue } from './issues.js'

/** All that the issues of an event have to say, the errors first. */
export function describeIssues(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error')
  return [...errors, ...issues.filter(({ severity }) => severity !== 'error')].map(formatIssue).join(' ')
}
