import { isRecord } from '../json.js'
import type { Exchange } from './exchange.js'

/** One try to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: 'accepted' | 'skipped' | 'rejected' | 'retry'
  /** Why, in words; absent where it was accepted. */
  readonly reason?: string
  /** The last request of this try and its answer; absent where none was sent, or none came back. */
  readonly exchange?: Exchange
}

/** What the results of the subscriptions that matched an event mean; without any, nothing was to be sent. */
export function readResults(results: readonly { readonly data?: unknown }[]): Omit<Attempt, 'at'> {
  const delivered = results.map(({ data }) => data).filter(isRecord)
  if (delivered.some(({ kind }) => kind === 'accepted')) return { outcome: 'accepted' }
  const reason = delivered.find(({ kind }) => kind === 'skipped')?.['reason']
  return { outcome: 'skipped', ...(typeof reason === 'string' ? { reason } : {}) }
}

/**
 * What a destination's error means: Segment tries 408, 423, 429 and 5xx other than 501 again, and nothing else.
 * Source: Segment's action-destinations, "Error handling".
 */
export function readError(error: unknown): Omit<Attempt, 'at'> {
  const { status, message } = error as { readonly status?: unknown; readonly message?: unknown }
  const code = typeof status === 'number' ? status : 500
  const isRetried = [408, 423, 429].includes(code) || (code >= 500 && code !== 501)
  return {
    outcome: isRetried ? 'retry' : 'rejected',
    // The framework puts whole stack traces into the message of a mapping that fails.
    reason: firstLine(message) ?? 'The destination failed.',
  }
}

function firstLine(message: unknown): string | undefined {
  return typeof message === 'string' ? message.split('\n').find((line) => line.trim() !== '') : undefined
}
