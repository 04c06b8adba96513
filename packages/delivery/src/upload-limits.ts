import { amplitudeLimits } from '@experiment-impressions/contract'

/** Amplitude's two upload APIs: HTTP V2, near real time, and Batch, for high volume. */
export type UploadApi = 'httpapi' | 'batch'

/** How long a person whom Amplitude names in a 429 has to wait, in ms. */
export interface Waits {
  /** Too many events a second. */
  readonly throttleMs: number
  /** Too many events in 24 hours. That window moves in steps of an hour, so nothing changes before the next one. */
  readonly dailyQuotaMs: number
}

export interface UploadLimits extends Waits {
  /** Most events in one upload. */
  readonly events: number
  /** Most UTF-8 bytes in the whole body of one upload. */
  readonly bytes: number
}

// The docs say "1 MB" and "20 MB", and both "less than" and "up to". The margin is safe for every reading.
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
