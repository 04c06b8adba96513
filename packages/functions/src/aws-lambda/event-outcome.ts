import { formatIssue, type Issue } from '@experiment-impressions/contract'
import type { Delivered } from '@experiment-impressions/destination/portable'

/** The outcome of one event in a record. `reason` is a sentence that never contains a value from the event. */
export type EventOutcome =
  | { readonly outcome: 'accepted' | 'skipped' }
  | {
      /** `rejected`: sending it again is pointless. `retry`: send it again. */
      readonly outcome: 'rejected' | 'retry'
      readonly code: string
      readonly reason: string
    }

/** The code of every event while the API key or its region is wrong. */
export const wrongCredentials = 'WRONG_CREDENTIALS'

/** Turns a delivery's result into an outcome. Wrong credentials are `retry`, because the events themselves may be fine. */
export function toEventOutcome(delivered: Delivered): EventOutcome {
  if (delivered.kind === 'accepted') return { outcome: 'accepted' }
  if (delivered.kind === 'skip') return { outcome: 'skipped' }
  if (delivered.kind === 'refuse') return { outcome: 'rejected', ...firstError(delivered.issues) }
  const { kind, cause, status, reason } = delivered
  if (cause === 'credentials') return { outcome: 'retry', code: wrongCredentials, reason }
  if (kind === 'rejected') return { outcome: 'rejected', code: 'REJECTED', reason }
  if (cause === 'throttled') return { outcome: 'retry', code: 'THROTTLED', reason }
  return { outcome: 'retry', code: status === undefined ? 'NOT_ANSWERED' : 'SERVER_TROUBLE', reason }
}

function firstError(issues: readonly Issue[]) {
  const issue = issues.find(({ severity }) => severity === 'error') as Issue
  return { code: issue.code, reason: formatIssue(issue) }
}
