import type { JsonObject } from '@experiment-impressions/contract/json'
import type { Inspection } from '../forms/inspect-event.js'
import type { EventRecord } from './event-record.js'

/** The record of an event that was only looked at: nobody has tried to deliver it. */
export function inspectedRecord({ pre, post, issues }: Inspection, id: string): EventRecord {
  return {
    id,
    pre: pre as JsonObject,
    post: null,
    expected: post ?? null,
    issues,
    outcome: 'inspected',
    attempts: [],
    storage: null,
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
}
