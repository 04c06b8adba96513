import { integrationsOff } from '@experiment-impressions/contract'
import { inspectEvent, type EventRecord } from '@experiment-impressions/inspection'
import type { SegmentEvent } from '../segment/server-side-fields.js'

/**
 * The record of a new event that the destination may get: an experiment event, or one that a subscription matches. It's
 * `pending`, unless its integrations prevent its delivery. `undefined` for any other call.
 */
export function toRecord(event: SegmentEvent, isMatched: () => boolean): EventRecord | undefined {
  const inspection = inspectEvent(event)
  if (inspection === undefined && !isMatched()) return undefined
  const off = integrationsOff(event)
  const issues = inspection?.issues ?? (off === undefined ? [] : [off])
  return {
    id: event.messageId,
    pre: event,
    post: null,
    expected: inspection?.post ?? null,
    issues,
    outcome: off === undefined ? 'pending' : 'skipped',
    attempts: [],
    storage: null,
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
}
