import { isObject } from '@experiment-impressions/contract/json'
import { epochOf, toIso } from '../dates.js'

/** A call as Segment passes it to destinations. */
export type SegmentEvent = Readonly<Record<string, unknown>> & {
  readonly messageId: string
  readonly type: string
}

/** What Segment knows about a call that isn't in the call itself. */
export interface Arrival {
  /** Epoch ms. */
  readonly receivedAt: number
  readonly ip: string
  readonly newMessageId: () => string
}

/**
 * Adds what Segment's servers add to a call: `receivedAt`, `originalTimestamp`, `version`, the sender's IP if the call has
 * none, and a `timestamp` without the client's clock skew: `receivedAt - (sentAt - originalTimestamp)`. Removes the write key
 * and analytics.js's `_metadata`.
 * Source: Segment docs, "Spec: Common Fields", "Timestamps".
 */
export function addServerSideFields(
  call: Readonly<Record<string, unknown>>,
  { receivedAt, ip, newMessageId }: Arrival,
): SegmentEvent {
  const { writeKey: _writeKey, _metadata, ...rest } = call
  const { messageId, type, timestamp, context } = rest
  const original = epochOf(timestamp)
  const sentAt = epochOf(rest['sentAt'])
  const corrected =
    original === undefined ? receivedAt : sentAt === undefined ? original : receivedAt - (sentAt - original)
  return {
    ...rest,
    type: typeof type === 'string' ? type : 'unknown',
    messageId: typeof messageId === 'string' && messageId !== '' ? messageId : newMessageId(),
    context: { ip, ...(isObject(context) ? context : {}) },
    originalTimestamp: timestamp ?? toIso(receivedAt),
    receivedAt: toIso(receivedAt),
    timestamp: toIso(corrected),
    version: 2,
  }
}
