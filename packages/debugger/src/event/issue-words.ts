import { describeIssue, type Issue, type IssueDescription } from '@experiment-impressions/contract'

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

/** What is wrong, for a sentence to end with: `the flag key is missing`. Why it matters is left to the whole words. */
export function issueReason(issue: Issue): string {
  const { reason } = issueWords(issue)
  const [start = reason] = reason.split(/;|\. | \(|, (?:so|which|because|and) /, 1)
  return start
    .replace(/[.,]?\s*$/, '')
    .replace(/^(?:The|This|There|Neither|It|Its|A|An|No)\b/, (word) => word.toLowerCase())
}

const documentation =
  'https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/issues.md'

/** The section of the documentation for an issue. */
export function issueAddress(issue: Issue): string {
  return `${documentation}#${encodeURIComponent(issue.code.toLowerCase())}`
}
