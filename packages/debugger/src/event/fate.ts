import { hasErrors } from '@experiment-impressions/contract'
import { type EventRecord, formOf } from '@experiment-impressions/inspection'
import { reasonOf } from './issue-words.js'

/** What became of an event, as data. Reasons are whole sentences, or `undefined` where none is known. */
export type Fate =
  /** `pending`: no try yet. `inspected`: pasted, and good to be sent. */
  | { readonly is: 'pending' | 'inspected' | 'accepted' | 'duplicate' }
  | { readonly is: 'retry'; readonly reason: string | undefined }
  /** Nothing is sent, though nothing is wrong with the event. */
  | { readonly is: 'skipped'; readonly reason: string | undefined; readonly isExpected: boolean }
  /** The event can’t be sent. `others`: how many more errors it has. */
  | { readonly is: 'unsendable'; readonly reason: string; readonly others: number }
  | { readonly is: 'refused'; readonly by: 'destination' | 'amplitude'; readonly reason: string | undefined }

/** Reads what became of an event from its outcome, its tries and what was sent. */
export function fateOf(record: EventRecord): Fate {
  const { outcome, attempts, storage } = record
  const last = attempts.at(-1)
  switch (outcome) {
    case 'accepted':
      return { is: storage === 'duplicate' ? 'duplicate' : 'accepted' }
    case 'pending':
      return { is: 'pending' }
    case 'retry':
      return { is: 'retry', reason: last?.reason }
    case 'skipped':
      return skipped(record)
    case 'rejected':
      return rejected(record)
    case 'inspected':
      if (formOf(record) !== null) return { is: 'inspected' }
      return hasErrors(record.issues) ? unsendable(record) : skipped(record)
  }
}

/** Why nothing is sent though nothing is wrong: in this order. A newer contract may know a code that isn’t known here. */
const keptBack: readonly string[] = ['INTEGRATIONS_OFF', 'TRACK_EXPOSURE_OFF', 'NOT_EXPERIMENT_EVENT']

function skipped({ issues, attempts }: EventRecord): Fate {
  const why = keptBack.flatMap((known) => issues.find(({ code }) => code === known) ?? [])[0]
  return {
    is: 'skipped',
    reason: why === undefined ? attempts.at(-1)?.reason : reasonOf(why),
    isExpected: why?.severity === 'suggestion',
  }
}

function rejected(record: EventRecord): Fate {
  const { post, expected, issues, attempts, subscription } = record
  const last = attempts.at(-1)
  if (post !== null || last?.exchange !== undefined)
    return { is: 'refused', by: 'amplitude', reason: last?.reason }
  // The issues are those of the default mapping: with another one the destination knows better.
  const isDefault = subscription === null || subscription.changed.length === 0
  return expected === null && hasErrors(issues) && (isDefault || last?.reason === undefined)
    ? unsendable(record)
    : { is: 'refused', by: 'destination', reason: last?.reason }
}

function unsendable({ issues }: EventRecord): Fate {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const [first] = errors
  return {
    is: 'unsendable',
    reason: first === undefined ? '' : reasonOf(first),
    others: Math.max(0, errors.length - 1),
  }
}
