import type { Bound } from './bounded-map.js'

/** How much of each kind the sandbox keeps in memory; the oldest are dropped. */
export interface Retention {
  /** Records of events, as `/api/events` lists them. */
  readonly events: Bound
  /** Records of other calls, as `/api/calls` lists them. */
  readonly calls: Bound
  /** Events without a final outcome. If there are more, Segment's side answers 429. */
  readonly waiting: Bound
  /** Events that the sandbox's Amplitude stored. */
  readonly stored: Bound
  /** People whom the sandbox's Amplitude knows, with their user properties. */
  readonly people: Bound
}

const megabyte = 1_000_000

export const defaultRetention: Retention = {
  events: { count: 10_000, bytes: 64 * megabyte },
  calls: { count: 2000, bytes: 16 * megabyte },
  waiting: { count: 10_000, bytes: 32 * megabyte },
  stored: { count: 100_000, bytes: 64 * megabyte },
  people: { count: 100_000, bytes: 64 * megabyte },
}
