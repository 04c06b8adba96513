import type { IngestionApi } from '../stored-events.js'

/** How many events and updates of one person Amplitude accepts. */
export interface IngestionLimits {
  /** Events per second of one user id or one device id. */
  readonly eventsPerSecond: Readonly<Record<IngestionApi, number>>
  /** The number of seconds over which that rate is averaged. */
  readonly averageSeconds: number
  /** Batch API: events of one user id or one device id in any 24 hours. */
  readonly eventsPerDay: number
  /** Updates of one person's user properties per hour. Amplitude drops further updates silently. */
  readonly propertyUpdatesPerHour: number
}

/**
 * Sources: Amplitude docs, "HTTP V2 API": "429"; "Batch Event Upload API": "EPDS and EPUS", "Daily limit"; "Identify API":
 * "Rate limiting", which refers to HTTP V2. Only Batch states the length of its window. We assume the same 30 seconds for
 * HTTP V2's "recent time window", because it also tells clients to pause for 30 seconds.
 */
export const documentedLimits: IngestionLimits = {
  eventsPerSecond: { httpapi: 30, batch: 1000, identify: 30 },
  averageSeconds: 30,
  eventsPerDay: 500_000,
  propertyUpdatesPerHour: 1800,
}
