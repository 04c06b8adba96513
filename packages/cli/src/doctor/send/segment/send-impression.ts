import { escapeText } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Clock } from '../../../clock.js'
import { createFinding, nowhere, type Finding } from '../../finding.js'
import { request, type Failure } from '../request.js'
import { mostTries, timing } from '../timing.js'
import { createTestImpression, type TestExperiment, type TestPerson } from './test-impression.js'

/** What sending test impressions needs. */
export interface ImpressionSender {
  readonly choices: { readonly trackUrl: string; readonly writeKey: string }
  readonly person: TestPerson
  readonly experiment: TestExperiment
  /** The version of this command. */
  readonly version: string
  readonly newId: () => string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly deadlineMs: number
  /** Called before each impression is sent. */
  readonly onSend: () => void
}

/** A test impression that was sent. */
export interface SentImpression {
  readonly messageId: string
  readonly host: string
  /** Epoch ms. */
  readonly sentAt: number
  /** How long Segment took. */
  readonly ms: number
  /** Why Segment didn’t accept it; empty if it did. */
  readonly findings: readonly Finding[]
}

/** Sends one test impression to Segment. */
export async function sendImpression(
  sender: ImpressionSender,
  { hasVariant }: { readonly hasVariant: boolean },
): Promise<SentImpression> {
  const { choices, person, experiment, version, newId, clock, signal, deadlineMs } = sender
  const { trackUrl: url, writeKey } = choices
  const { host } = new URL(url)
  const sentAt = clock.now()
  // Like the source plugin’s ids: the time comes first, so ids sort by time.
  const messageId = `exp-${String(sentAt)}-${newId()}`
  const call = createTestImpression({ person, experiment, hasVariant, messageId, shownAt: sentAt, version })
  sender.onSend()
  const answer = await post(call, { url, writeKey, clock, signal, deadlineMs })
  const findings = answer.kind === 'accepted' ? [] : [segmentFailure(answer, host)]
  return { messageId, host, sentAt, ms: clock.now() - sentAt, findings }
}

/** Segment’s answer to a track call. */
type SegmentAnswer =
  | { readonly kind: 'accepted' }
  /** `message`: what Segment says, without the write key. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string | undefined }
  | Exclude<Failure, { readonly kind: 'refused' }>

interface PostOptions {
  readonly url: string
  readonly writeKey: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/**
 * Posts a track call, and tries again if Segment is busy or out of reach: the message id makes that safe.
 *
 * A 200 proves little: Segment answers it to any write key, and checks the key later. It answers 400 to invalid JSON, to
 * calls that are too large, and to some keys that are too short.
 * Sources: Segment docs, "HTTP API Source": "Errors", "Rate limits"; segmentio/analytics-go #205; analytics-ruby #136.
 */
async function post(call: object, options: PostOptions): Promise<SegmentAnswer> {
  const { clock, signal } = options
  for (let tries = 1; ; tries += 1) {
    const answer = await postOnce(call, options)
    const canPass = answer.kind === 'busy' || answer.kind === 'unreachable'
    if (!canPass || tries === mostTries) return answer
    const asked = answer.kind === 'busy' ? answer.retryAfterMs : undefined
    await clock.wait(Math.min(asked ?? timing.segmentRetryMs, 60_000), signal)
  }
}

async function postOnce(
  call: object,
  { url, writeKey, signal, deadlineMs }: PostOptions,
): Promise<SegmentAnswer> {
  const credentials = [writeKey, ''] as const
  const answer = await request(url, { method: 'POST', credentials, json: call, signal, deadlineMs })
  if (answer.kind === 'unreachable') return answer
  const { status, data, contentType, length, retryAfterMs } = answer
  if (status === 200 && ownPath(data, ['success']) === true) return { kind: 'accepted' }
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

/** The finding for an impression that Segment didn’t accept. */
function segmentFailure(
  answer: Exclude<SegmentAnswer, { readonly kind: 'accepted' }>,
  host: string,
): Finding {
  switch (answer.kind) {
    case 'busy':
      return createFinding('SEGMENT_BUSY', nowhere, { host, status: answer.status })
    case 'refused': {
      const { status, message } = answer
      return createFinding('SEGMENT_REFUSED', nowhere, { host, status, message })
    }
    case 'foreign': {
      const { kind: _, ...answered } = answer
      return createFinding('SEGMENT_FOREIGN', nowhere, { host, ...answered })
    }
    case 'unreachable':
      return createFinding('SEGMENT_UNREACHABLE', nowhere, { host, cause: answer.cause })
  }
}
