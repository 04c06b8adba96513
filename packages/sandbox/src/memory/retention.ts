import type { Bound } from './bounded-map.js'

/** How much the sandbox keeps in memory of each kind; the oldest give way. */
export interface Retention {
  /** Records of events, as `/api/events` lists them. */
  readonly events: Bound
  /** Events that have no final outcome yet. Where there are more, Segment's side answers 429. */
  readonly waiting: Bound
  /** Events that the sandbox's Amplitude stored. */
  readonly stored: Bound
  /** People whom the sandbox's Amplitude knows, with their user properties. */
  readonly people: Bound
}

const megabyte = 1_000_000

export const defaultRetention: Retention = {
  events: { count: 10_000, bytes: 64 * megabyte },
  waiting: { count: 10_000, bytes: 32 * megabyte },
  stored: { count: 100_000, bytes: 64 * megabyte },
  people: { count: 100_000, bytes: 64 * megabyte },
}
