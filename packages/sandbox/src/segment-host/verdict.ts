import { isObject } from '@experiment-impressions/contract/json'

/** The destination's decision about one event. */
export interface Verdict {
  readonly outcome: 'accepted' | 'skipped' | 'rejected' | 'retry'
  /** Why, in words. */
  readonly reason?: string
  /** Amplitude's event, if the destination reports it; for a skipped event of a batch, its payload. */
  readonly sent?: unknown
}

/** Reads the framework's results for a single event: one of them is the action's return value. */
export function readResults(results: readonly { readonly data?: unknown }[]): Verdict {
  const delivered = results.map(({ data }) => data).find(isObject)
  if (delivered?.['kind'] === 'accepted') return { outcome: 'accepted', sent: delivered['event'] }
  const reason = delivered?.['reason']
  return { outcome: 'skipped', ...(typeof reason === 'string' ? { reason } : {}) }
}

/** Reads an event's entry in the multistatus response of a batch. */
export function readStatus(entry: unknown): Verdict {
  if (!isObject(entry)) return readError({ message: 'The destination gave no answer for this event.' })
  const { status, sent, body, errormessage: message } = entry
  if (typeof status === 'number' && status >= 400) return { ...readError({ status, message }), sent }
  // For an event that it doesn't send, an action returns the payload, which has no event type.
  if (isObject(sent) && typeof sent['event_type'] === 'string') return { outcome: 'accepted', sent }
  return {
    outcome: 'skipped',
    ...(typeof body === 'string' ? { reason: body.replace(/^Not sent\. /, '') } : {}),
  }
}

/**
 * Reads an error of the destination. Segment retries 408, 423, 429 and 5xx except 501; anything else is final. A program
 * error would only happen again, so it's final too.
 * Source: Segment's action-destinations, "Error handling".
 */
export function readError(error: unknown): Verdict {
  if (isProgramError(error))
    return { outcome: 'rejected', reason: `The destination failed on this event: ${error.message}.` }
  const { status, message } = error as { readonly status?: unknown; readonly message?: unknown }
  const code = typeof status === 'number' ? status : 500
  const isRetried = [408, 423, 429].includes(code) || (code >= 500 && code !== 501)
  return {
    outcome: isRetried ? 'retry' : 'rejected',
    reason: readReason(message) ?? 'The destination failed.',
  }
}

const programErrors = ['RangeError', 'ReferenceError', 'SyntaxError']

/**
 * Whether an error comes from the program, such as a stack overflow, rather than from the connection to Amplitude. Goes by
 * name, because the destination may use error classes of another realm. Not `TypeError`: `fetch` throws it when the network
 * is down.
 */
export function isProgramError(error: unknown): error is Error {
  return isObject(error) && 'message' in error && programErrors.includes(String(error['name']))
}

/** The first line of a message, without the error's name: for a mapping that fails, the framework adds a stack trace. */
function readReason(message: unknown): string | undefined {
  if (typeof message !== 'string') return undefined
  const line = message.split('\n').find((one) => one.trim() !== '')
  return line?.trim().replace(/^\w*Error: /, '')
}
