import { escapeText } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { subscriptionsIn } from './subscriptions-in.js'

/**
 * Says that a file has something else in it than it should: the other of the two files, or an error of Segment’s Public API,
 * which `curl` saves like any answer. The end of a sentence that starts with the file’s name; `undefined` if it’s neither.
 */
export function explainOtherContent(
  value: unknown,
  expected: 'settings' | 'subscriptions',
): string | undefined {
  const error = ownPath(value, ['errors', '0'])
  if (error !== undefined)
    return `contains an error of Segment’s Public API${quote(error)}, not ${expected}. Fetch it again.`
  if (expected === 'settings' && subscriptionsIn(value)?.some(isSubscription) === true)
    return 'contains subscriptions, not settings. Pass it with --subscriptions.'
  if (expected === 'subscriptions' && ownPath(value, ['data', 'destination']) !== undefined)
    return 'contains a destination’s settings, not its subscriptions. Pass it with --settings.'
  return undefined
}

function isSubscription(value: unknown): boolean {
  return ['subscribe', 'trigger'].some((key) => typeof ownPath(value, [key]) === 'string')
}

/** Segment’s errors are `{ type, message? }` (docs.segmentapis.com, “Error Handling”). */
function quote(error: unknown): string {
  const text = ownPath(error, ['message']) ?? ownPath(error, ['type'])
  return typeof text === 'string' && text !== '' ? ` (“${escapeText(text.slice(0, 200))}”)` : ''
}
