import { describeIssue, type Issue, type IssueDescription } from '@experiment-impressions/contract'
import { shortReason } from '@experiment-impressions/inspection'

/** An issue in words, even if it comes from a newer sandbox and this page doesn’t know it. */
export function issueWords(issue: Issue): IssueDescription {
  try {
    return describeIssue(issue)
  } catch {
    return {
      place: 'the event',
      reason: 'This page doesn’t know this issue.',
      nextStep: 'Read its section in the documentation, or reload the page.',
    }
  }
}

/** An issue’s reason, to end a sentence with. */
export function reasonOf(issue: Issue): string {
  return shortReason(issueWords(issue).reason)
}

const documentation =
  'https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/issues.md'

/** The address of an issue’s section in the documentation. */
export function issueAddress(issue: Issue): string {
  return `${documentation}#${encodeURIComponent(issue.code.toLowerCase())}`
}
