import { describeIssue, type Issue, type IssueDescription } from '@experiment-impressions/contract'

/** An issue in words, even if it comes from a newer sandbox and isn't known here. */
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

/** An issue's reason, to end a sentence with: `the flag key is missing`. */
export function reasonOf(issue: Issue): string {
  return shortReason(issueWords(issue).reason)
}

/** The fact that a reason starts with, without its consequences and its full stop. */
function shortReason(reason: string): string {
  return reason
    .replace(/(?:;|\. | \(|, (?:so|which|because|and) ).*/s, '')
    .replace(/[.,]?\s*$/, '')
    .replace(/^(?:The|These|This|There|Neither|It|Its|A|An|No)\b/, (word) => word.toLowerCase())
}

const documentation =
  'https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/issues.md'

/** The address of an issue's section in the documentation. */
export function issueAddress(issue: Issue): string {
  return `${documentation}#${encodeURIComponent(issue.code.toLowerCase())}`
}
