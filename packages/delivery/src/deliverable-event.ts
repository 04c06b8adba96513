import { isObject } from '@experiment-impressions/contract/json'

/** An event in Amplitude's form, with the keys that delivery looks at. */
export interface DeliverableEvent {
  readonly event_type: string
  readonly user_id?: string | undefined
  readonly device_id?: string | undefined
  /** Epoch ms. */
  readonly time?: number | undefined
}

/** An event as it is sent, and the keys of it that delivery looks at. */
interface ReadEvent {
  readonly json: string
  readonly event: DeliverableEvent
}

/**
 * Reads one of the events, whatever was passed in. Returns `undefined` for anything that isn't an object or can't be written as
 * JSON: a bigint, an object that contains itself, a getter that throws. It reads each event just once, so what it looked at is
 * what is sent, even if a getter returns something else the next time.
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
