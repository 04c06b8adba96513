import type { JsonObject } from '@experiment-impressions/contract/json'
import type { UploadApi } from '@experiment-impressions/delivery'
import { createBoundedMap, type Bound } from '../memory/bounded-map.js'
import { jsonBytes } from '../memory/json-bytes.js'
import { defaultRetention } from '../memory/retention.js'

/** The APIs that accept events or identifications. */
export type IngestionApi = UploadApi | 'identify'

/** An event that Amplitude stored, with the field names of its Export API. */
export interface StoredEvent {
  /** As it was stored: transformed, with texts cut, and with a time. */
  readonly event: JsonObject
  readonly amplitude_id: number
  /** Epoch ms. */
  readonly server_received_time: number
  /** The API that received it. */
  readonly api: IngestionApi
}

export interface StoredEvents {
  /** Newest last. */
  readonly all: () => readonly StoredEvent[]
  readonly add: (stored: StoredEvent) => void
  /** Forgets the events of these people. */
  readonly forget: (amplitudeIds: ReadonlySet<number>) => void
}

/** Keeps the latest events within a bound; the oldest are dropped first. */
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
