import { hasErrors, type Issue } from '@experiment-impressions/contract'
import { reasonOf } from '../issues/issue-words.js'
import type { EventRecord } from './event-record.js'
import { formOf } from './form-of.js'

/** What became of an event, as data. Reasons are whole sentences, `undefined` if unknown. */
export type EventResult =
  /** `pending`: not tried yet. `inspected`: only looked at, and ready to be sent. */
  | { readonly is: 'pending' | 'inspected' | 'accepted' | 'duplicate' }
  | { readonly is: 'retry'; readonly reason: string | undefined }
  /** Nothing is sent, though nothing is wrong with the event. */
  | { readonly is: 'skipped'; readonly reason: string | undefined; readonly isExpected: boolean }
  /** The event can't be sent. `others`: how many more errors it has. */
  | { readonly is: 'unsendable'; readonly reason: string; readonly others: number }
  | { readonly is: 'refused'; readonly by: 'destination' | 'amplitude'; readonly reason: string | undefined }

/** Reads what became of an event from its outcome, its attempts and what was sent. */
export function resultOf(record: EventRecord): EventResult {
  const { outcome, storage } = record
  switch (outcome) {
    case 'accepted':
      return { is: storage === 'duplicate' ? 'duplicate' : 'accepted' }
    case 'pending':
      return { is: 'pending' }
    case 'retry':
      return { is: 'retry', reason: lastAttempt(record)?.reason }
    case 'skipped':
      return skipped(record)
    case 'rejected':
      return rejected(record)
    case 'inspected':
      if (formOf(record) !== null) return { is: 'inspected' }
      return hasErrors(record.issues) ? unsendable(record) : skipped(record)
  }
}

/** Explains why nothing is sent: somebody wants that, or else a near miss, or else it's simply another event. */
function whySkipped({ issues }: EventRecord): Issue | undefined {
  return (
    issues.find(({ code }) => code === 'INTEGRATIONS_OFF') ??
    issues.find(({ code }) => code === 'TRACK_EXPOSURE_OFF') ??
    issues.find(({ severity }) => severity === 'error') ??
    issues.find(({ code }) => code === 'NOT_EXPERIMENT_EVENT')
  )
}

function skipped(record: EventRecord): EventResult {
  const why = whySkipped(record)
  return {
    is: 'skipped',
    reason: why === undefined ? lastAttempt(record)?.reason : reasonOf(why),
    isExpected: why?.severity === 'suggestion',
  }
}

function rejected(record: EventRecord): EventResult {
  const { post, expected, issues, subscription } = record
  const last = lastAttempt(record)
  if (post !== null || last?.exchange !== undefined)
    return { is: 'refused', by: 'amplitude', reason: last?.reason }
  // The issues are the default mapping's: with another one, the destination knows better.
  const isDefault = subscription === null || subscription.changed.length === 0
  return expected === null && hasErrors(issues) && (isDefault || last?.reason === undefined)
    ? unsendable(record)
    : { is: 'refused', by: 'destination', reason: last?.reason }
}

function unsendable({ issues }: EventRecord): EventResult {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const [first] = errors
  return {
    is: 'unsendable',
    reason: first === undefined ? '' : reasonOf(first),
    others: Math.max(0, errors.length - 1),
  }
}

function lastAttempt({ attempts }: EventRecord): EventRecord['attempts'][number] | undefined {
  return attempts[attempts.length - 1]
}
