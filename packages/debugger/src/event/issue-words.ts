import { describeIssue, type Issue, type IssueDescription } from '@experiment-impressions/contract'
import { shortReason } from '@experiment-impressions/inspection'

/** An issue in words; also one that comes from a newer sandbox and is not known here. */
export function issueWords(issue: Issue): IssueDescription {
  try {
    return describeIssue(issue)
  } catch {
    return {
      place: 'the event',
      reason: 'This page does not know this issue.',
      nextStep: 'Its section in the documentation does, or reload the page.',
    }
  }
}

/** What is wrong, for a sentence to end with. */
export function reasonOf(issue: Issue): string {
  return shortReason(issueWords(issue).reason)
}

const documentation =
  'https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/issues.md'

/** The section of the documentation for an issue. */
export function issueAddress(issue: Issue): string {
  return `${documentation}#${encodeURIComponent(issue.code.toLowerCase())}`
}
