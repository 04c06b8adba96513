import { escapeText } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Clock } from '../../../clock.js'
import { exchange } from '../request.js'
import { mostTries, timing } from '../timing.js'
import type { Trouble } from '../failure.js'

/** What became of a call to Segment. */
export type Posted =
  | { readonly kind: 'taken' }
  /** `message`: what Segment says, without the write key. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string | undefined }
  | Exclude<Trouble, { readonly kind: 'refused' }>

interface PostImpressionOptions {
  readonly url: string
  readonly writeKey: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/**
 * Sends a track call to Segment, again where Segment is busy or out of reach: the message id makes that safe.
 *
 * That it is taken proves little. Segment answers 200 to any write key, and looks at it later; it answers 400 to what is no
 * JSON or too large, and to some keys that are too short.
 * Sources: Segment docs, "HTTP API Source": "Errors", "Rate limits"; segmentio/analytics-go #205; analytics-ruby #136.
 */
export async function postImpression(call: object, options: PostImpressionOptions): Promise<Posted> {
  const { clock, signal } = options
  for (let tries = 1; ; tries += 1) {
    const posted = await post(call, options)
    const mayPass = posted.kind === 'busy' || posted.kind === 'unreachable'
    if (!mayPass || tries === mostTries) return posted
    const asked = posted.kind === 'busy' ? posted.retryAfterMs : undefined
    await clock.wait(Math.min(asked ?? timing.segmentRetryMs, 60_000), signal)
  }
}

async function post(
  call: object,
  { url, writeKey, signal, deadlineMs }: PostImpressionOptions,
): Promise<Posted> {
  const credentials = [writeKey, ''] as const
  const answer = await exchange(url, { method: 'POST', credentials, json: call, signal, deadlineMs })
  if (answer.kind === 'unreachable') return answer
  const { status, data, contentType, length, retryAfterMs } = answer
  if (status === 200 && ownPath(data, ['success']) === true) return { kind: 'taken' }
  if (status === 429 || status >= 500) return { kind: 'busy', status, retryAfterMs }
  if (status < 400 || typeof data !== 'object') return { kind: 'foreign', status, contentType, length }
  const message = ownPath(data, ['message'])
  return {
    kind: 'refused',
    status,
    message:
      typeof message === 'string'
        ? escapeText(message.replaceAll(writeKey, '<SEGMENT_WRITE_KEY>').slice(0, 200))
        : undefined,
  }
}
