import { isObject } from '@experiment-impressions/contract/json'
import { epochOf, toIso } from '../dates.js'

/** A call as Segment passes it on to destinations. */
export type SegmentEvent = Readonly<Record<string, unknown>> & {
  readonly messageId: string
  readonly type: string
}

/** What Segment knows of a call that the call does not say. */
export interface Arrival {
  /** Epoch ms. */
  readonly receivedAt: number
  readonly ip: string
  readonly newMessageId: () => string
}

/**
 * A client's call with what Segment's servers add to it: `receivedAt`, `originalTimestamp`, `version`, the sender's IP where
 * none is said, and a `timestamp` freed of the client's clock skew: `receivedAt - (sentAt - originalTimestamp)`. The write
 * key and analytics.js's `_metadata` stay behind.
 * Source: Segment docs, "Spec: Common Fields", "Timestamps".
 */
export function addServerSideFields(
  call: Readonly<Record<string, unknown>>,
  { receivedAt, ip, newMessageId }: Arrival,
): SegmentEvent {
  const { writeKey: _writeKey, _metadata, ...rest } = call
  const { messageId, type, timestamp, context } = rest
  const said = epochOf(timestamp)
  const sentAt = epochOf(rest['sentAt'])
  const corrected =
    said === undefined ? receivedAt : sentAt === undefined ? said : receivedAt - (sentAt - said)
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
