import { amplitudeLimits } from '@experiment-impressions/contract'

/** Which of Amplitude's two upload APIs is used: near real time, or for volume. */
export type UploadApi = 'httpapi' | 'batch'

/** How long a person has to wait, in ms, whom Amplitude names in a 429. */
export interface Waits {
  /** Too many events a second. */
  readonly throttleMs: number
  /** Too many in 24 hours: that window moves on in steps of an hour, so before the next one nothing changes. */
  readonly dailyQuotaMs: number
}

export interface UploadLimits extends Waits {
  /** Most events in one upload. */
  readonly events: number
  /** Most UTF-8 bytes of one upload, the whole body counted. */
  readonly bytes: number
}

// The documents say "1 MB" and "20 MB", and "less than" as well as "up to": a margin keeps clear of every reading.
const margin = 0.95

const dailyQuotaMs = 60 * 60 * 1000

/** Sources: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API": "Upload limit", "413", "429" and "Daily limit". */
export const uploadLimits: Readonly<Record<UploadApi, UploadLimits>> = {
  httpapi: {
    events: amplitudeLimits.httpV2Events - 1,
    bytes: amplitudeLimits.httpV2Bytes * margin,
    throttleMs: 30_000,
    dailyQuotaMs,
  },
  batch: {
    events: amplitudeLimits.batchEvents,
    bytes: amplitudeLimits.batchBytes * margin,
    throttleMs: 15_000,
    dailyQuotaMs,
  },
}

/** Amplitude's addresses in one region, as whole URLs. */
export interface Endpoints {
  readonly httpapi: string
  readonly batch: string
  readonly identify: string
  readonly usersearch: string
  readonly useractivity: string
  readonly deletions: string
}

export type Region = 'north_america' | 'europe'

/** Sources: Amplitude docs, "HTTP V2 API", "Batch Event Upload API", "Identify API", "Dashboard REST API", "User Privacy API". */
export const regionalEndpoints: Readonly<Record<Region, Endpoints>> = {
  north_america: endpointsAt('https://api2.amplitude.com', 'https://amplitude.com'),
  europe: endpointsAt('https://api.eu.amplitude.com', 'https://analytics.eu.amplitude.com'),
}

/** Amplitude's paths at the base URLs of a host: of its ingestion, and of its other APIs. */
export function endpointsAt(ingestion: string, analytics = ingestion): Endpoints {
  return {
    httpapi: `${ingestion}/2/httpapi`,
    batch: `${ingestion}/batch`,
    identify: `${ingestion}/identify`,
    usersearch: `${analytics}/api/2/usersearch`,
    useractivity: `${analytics}/api/2/useractivity`,
    deletions: `${analytics}/api/2/deletions/users`,
  }
}
