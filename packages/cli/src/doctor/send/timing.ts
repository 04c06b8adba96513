/** How long things take on the way, in ms. */
export const timing = {
  /** An impression that takes longer is late: Segment collects batches for up to a minute, and Amplitude takes a while to show them. */
  lateMs: 90_000,
  /** How long the road takes at least: before that nothing is asked. */
  headStartMs: 2000,
  /** How long what arrived in another form, or twice, may still be joined by something better, or by a copy. */
  settleMs: 30_000,
  /** How long the user property may take once the event is there. They arrive together. */
  propertyMs: 60_000,
  /** How long Segment may take before it is asked again, where it doesn’t say so itself. */
  segmentRetryMs: 5000,
  /** How long one answer may take. */
  deadlineMs: 10_000,
} as const

/** How often Segment is tried, each time with the same message id. */
export const mostTries = 3

/** Answers in a row that are nobody’s, or that don’t come, before watching is given up. */
export const mostFailures = 3

/**
 * How long to wait before Amplitude is asked again, in ms: less at first, when most impressions arrive. Its limit is 360
 * questions an hour for the whole project; each look takes at most two. After a 429 it is left alone longer each time.
 * Source: Amplitude docs, "Dashboard REST API": "User activity/user search limits".
 */
export function pauseMs({ waitedMs, busy }: { readonly waitedMs: number; readonly busy: number }): number {
  if (busy > 0) return Math.min(15_000 * 2 ** (busy - 1), 120_000)
  if (waitedMs < 60_000) return 5000
  return waitedMs < 300_000 ? 10_000 : 30_000
}
