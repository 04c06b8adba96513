import { isObject } from '@experiment-impressions/contract/json'
import type { Exchange } from './exchange.js'

/** One try to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: 'accepted' | 'skipped' | 'rejected' | 'retry'
  /** Why, in words; for an accepted event, how the other events of its batch held it up. */
  readonly reason?: string
  /** The last request of this try with this event, and its answer; absent if none was sent, or none was answered. */
  readonly exchange?: Exchange
  /** Absent if the event went alone. */
  readonly batch?: BatchPlace
}

/** Where an event was in a batch that Segment handed to the destination. */
export interface BatchPlace {
  /** 1 for the first batch of this sandbox. */
  readonly number: number
  /** 1 for the first event of the batch. */
  readonly place: number
  /** Events in the batch. */
  readonly size: number
  /** Other events of the batch that were refused. */
  readonly refused: number
}

/** What the destination made of an event. */
export interface Verdict extends Pick<Attempt, 'outcome' | 'reason'> {
  /** Amplitude's event, if the destination says what it made. */
  readonly sent?: unknown
}

/** What the results of a single event mean: one of them is what the action returned. */
export function readResults(results: readonly { readonly data?: unknown }[]): Verdict {
  const delivered = results.map(({ data }) => data).find(isObject)
  if (delivered?.['kind'] === 'accepted') return { outcome: 'accepted', sent: delivered['event'] }
  const reason = delivered?.['reason']
  return { outcome: 'skipped', ...(typeof reason === 'string' ? { reason } : {}) }
}

/** What an event's entry in the multistatus of a batch means. */
export function readStatus(entry: unknown): Verdict {
  if (!isObject(entry)) return readError({ message: 'The destination gave no answer for this event.' })
  const { status, sent, body, errormessage: message } = entry
  if (typeof status === 'number' && status >= 400) return { ...readError({ status, message }), sent }
  // An action says of what it doesn't send what was mapped, which has no type yet.
  if (isObject(sent) && typeof sent['event_type'] === 'string') return { outcome: 'accepted', sent }
  return {
    outcome: 'skipped',
    ...(typeof body === 'string' ? { reason: body.replace(/^Not sent\. /, '') } : {}),
  }
}

/**
 * What a destination's error means: Segment tries 408, 423, 429 and 5xx other than 501 again, and nothing else.
 * An error of the program would be the same at the next try.
 * Source: Segment's action-destinations, "Error handling".
 */
export function readError(error: unknown): Verdict {
  if (isOwnMistake(error))
    return { outcome: 'rejected', reason: `The destination failed on this event: ${error.message}.` }
  const { status, message } = error as { readonly status?: unknown; readonly message?: unknown }
  const code = typeof status === 'number' ? status : 500
  const isRetried = [408, 423, 429].includes(code) || (code >= 500 && code !== 501)
  return {
    outcome: isRetried ? 'retry' : 'rejected',
    // The framework puts whole stack traces into the message of a mapping that fails.
    reason: firstLine(message) ?? 'The destination failed.',
  }
}

const ownMistakes = ['RangeError', 'ReferenceError', 'SyntaxError']

/**
 * Whether an error is one of the program, such as an event that takes the whole stack, rather than of the road to Amplitude.
 * By name: the destination may have error classes of another realm. A `TypeError` is what `fetch` throws without a network.
 */
export function isOwnMistake(error: unknown): error is Error {
  return isObject(error) && 'message' in error && ownMistakes.includes(String(error['name']))
}

function firstLine(message: unknown): string | undefined {
  return typeof message === 'string' ? message.split('\n').find((line) => line.trim() !== '') : undefined
}
