import { isObject } from '@experiment-impressions/contract/json'
import type { DeliverableEvent } from './deliverable-event.js'

/** An event as it goes out, and what delivery looks at in it. */
export interface ReadEvent {
  readonly json: string
  readonly event: DeliverableEvent
}

/**
 * Reads one of the events, and once, whatever was handed in; `undefined` for what is no object, or cannot be written as JSON: a bigint, an
 * object that contains itself, a getter that throws. What is read is what is sent, also where a getter says something else
 * the next time.
 */
export function readEvent(events: readonly unknown[], index: number): ReadEvent | undefined {
  try {
    const event = events[index]
    const json = JSON.stringify(event) as string | undefined
    if (json === undefined || !isObject(event)) return undefined
    const { event_type, user_id, device_id, time } = event as unknown as DeliverableEvent
    return json.startsWith('{') ? { json, event: { event_type, user_id, device_id, time } } : undefined
  } catch {
    return undefined
  }
}
