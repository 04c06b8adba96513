import { formatIssue, type Issue } from '@experiment-impressions/contract'
import type { Delivered } from '@experiment-impressions/destination/portable'

/** What became of one event. `reason` is a sentence without any value of the event. */
export type Fate =
  | { readonly kind: 'accepted' | 'skipped' }
  | {
      /** `invalid`: useless to send again. `retried`: to be sent again. */
      readonly kind: 'invalid' | 'retried'
      readonly code: string
      readonly reason: string
    }

/** What an event's delivery means for the record that it came in. */
export function fateOf(delivered: Delivered): Fate {
  if (delivered.kind === 'accepted') return { kind: 'accepted' }
  if (delivered.kind === 'skip') return { kind: 'skipped' }
  if (delivered.kind === 'refuse') return { kind: 'invalid', ...firstError(delivered.issues) }
  const { outcome, cause, status, reason } = delivered.failure
  if (cause === 'credentials') return { kind: 'retried', code: wrongCredentials, reason }
  if (outcome === 'rejected') return { kind: 'invalid', code: 'REJECTED', reason }
  if (cause === 'throttled') return { kind: 'retried', code: 'THROTTLED', reason }
  return { kind: 'retried', code: status === undefined ? 'NOT_ANSWERED' : 'SERVER_TROUBLE', reason }
}

/** The code of every event while the API key or its region is wrong. */
export const wrongCredentials = 'WRONG_CREDENTIALS'

function firstError(issues: readonly Issue[]) {
  const issue = issues.find(({ severity }) => severity === 'error') as Issue
  return { code: issue.code, reason: formatIssue(issue) }
}
