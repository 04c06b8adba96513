import { createBoundedMap, type Bound } from '../memory/bounded-map.js'
import { jsonBytes } from '../memory/json-bytes.js'
import { defaultRetention } from '../memory/retention.js'
import type { AnyEvent } from './ingestion/check-event.js'
import type { IngestionApi } from './ingestion/limits.js'

/** An event that Amplitude stored. The names are those of its Export API. */
export interface StoredEvent {
  /** As it was stored: transformed, cut, with its time. */
  readonly event: AnyEvent
  readonly amplitude_id: number
  /** Epoch ms. */
  readonly server_received_time: number
  /** Over which API it came. */
  readonly api: IngestionApi
}

export interface StoredEvents {
  /** Newest last. */
  readonly all: () => readonly StoredEvent[]
  readonly add: (stored: StoredEvent) => void
  /** Forgets the events of these people. */
  readonly forget: (amplitudeIds: ReadonlySet<number>) => void
}

/** Keeps the events that were stored last, within a bound: the oldest go first. */
export function createStoredEvents(bound: Bound = defaultRetention.stored): StoredEvents {
  const events = createBoundedMap<number, { readonly number: number; readonly stored: StoredEvent }>(bound)
  let latest = 0
  return {
    all: () => events.all().map(({ stored }) => stored),
    add(stored) {
      const bytes = jsonBytes(stored)
      if (bytes === undefined) return
      latest += 1
      events.put(latest, { number: latest, stored }, bytes)
    },
    forget(amplitudeIds) {
      for (const { number, stored } of events.all())
        if (amplitudeIds.has(stored.amplitude_id)) events.delete(number)
    },
  }
}
