import type { UploadApi } from '@experiment-impressions/delivery'

/** The APIs that take events or identifications. */
export type IngestionApi = UploadApi | 'identify'

/** How much of one person Amplitude takes. */
export interface IngestionLimits {
  /** Events a second of one user id or of one device id. */
  readonly eventsPerSecond: Readonly<Record<IngestionApi, number>>
  /** Over how many seconds that rate is an average. */
  readonly averageSeconds: number
  /** Batch: events of one user id or of one device id in a rolling 24 hours. */
  readonly eventsPerDay: number
  /** How often one person's user properties are updated in an hour; further updates are dropped silently. */
  readonly propertyUpdatesPerHour: number
}

/**
 * Sources: Amplitude docs, "HTTP V2 API": "429"; "Batch Event Upload API": "EPDS and EPUS", "Daily limit"; "Identify API":
 * "Rate limiting", which refers to HTTP V2. Only Batch says how long its window is; HTTP V2's "recent time window" is read
 * as the same 30 seconds, for which it tells clients to pause, too.
 */
export const documentedLimits: IngestionLimits = {
  eventsPerSecond: { httpapi: 30, batch: 1000, identify: 30 },
  averageSeconds: 30,
  eventsPerDay: 500_000,
  propertyUpdatesPerHour: 1800,
}
