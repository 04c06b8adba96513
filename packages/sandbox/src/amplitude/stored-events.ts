import { createRing } from '../ring.js'
import type { AnyEvent } from './check-event.js'
import type { IngestionApi } from './ingestion-limits.js'

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
  readonly add: (stored: StoredEvent) => unknown
  /** Forgets the events of these people. */
  readonly forget: (amplitudeIds: ReadonlySet<number>) => void
}

/** Characters of JSON that are kept. */
const mostCharacters = 50_000_000

/** Keeps the events that were stored last: so many and so much at most, the oldest go first. */
export function createStoredEvents(capacity = 100_000): StoredEvents {
  const { all, add, keep } = createRing<StoredEvent>(capacity, mostCharacters)
  return {
    all,
    add: (stored) => add(stored, JSON.stringify(stored).length),
    forget(amplitudeIds) {
      keep(({ amplitude_id: amplitudeId }) => !amplitudeIds.has(amplitudeId))
    },
  }
}
