/** Time limits and pauses, in ms. */
export const timing = {
  /** An impression that takes longer is late: Segment collects batches for up to a minute, then Amplitude takes a while. */
  lateMs: 90_000,
  /** No impression arrives faster, so nobody asks earlier. */
  firstLookMs: 2000,
  /** How long to wait for a copy, or for the right form of an impression that arrived in another one. */
  settleMs: 30_000,
  /** How long to wait for the user property after its event. They usually arrive together. */
  propertyMs: 60_000,
  /** The pause before Segment is asked again, if it doesn't say itself. */
  segmentRetryMs: 5000,
  /** Time limit for one answer. */
  deadlineMs: 10_000,
} as const

/** How often an impression is sent to Segment, each time with the same message id. */
export const mostTries = 3

/** After how many foreign or missing answers in a row watching ends. */
export const mostFailures = 3

/**
 * The pause before Amplitude is asked again, in ms: short at first, when most impressions arrive. Amplitude allows 360
 * requests an hour for the whole project, and each look needs at most two. After each 429 the pause doubles.
 * Source: Amplitude docs, "Dashboard REST API": "User activity/user search limits".
 */
export function pauseMs({ waitedMs, busy }: { readonly waitedMs: number; readonly busy: number }): number {
  if (busy > 0) return Math.min(15_000 * 2 ** (busy - 1), 120_000)
  if (waitedMs < 60_000) return 5000
  return waitedMs < 300_000 ? 10_000 : 30_000
}
