import { describeIssue, type Issue } from '@experiment-impressions/contract'

/**
 * What is wrong, for a sentence to end with: `the flag key is missing`. Why it matters is left to the whole words.
 * @example
 * `Not sent: ${issueReason(issue)}.`
 */
export function issueReason(issue: Issue): string {
  return shortReason(describeIssue(issue).reason)
}

/** The fact that a reason starts with, without its consequences and its full stop. */
export function shortReason(reason: string): string {
  return reason
    .replace(/(?:;|\. | \(|, (?:so|which|because|and) ).*/s, '')
    .replace(/[.,]?\s*$/, '')
    .replace(/^(?:The|This|There|Neither|It|Its|A|An|No)\b/, (word) => word.toLowerCase())
}
