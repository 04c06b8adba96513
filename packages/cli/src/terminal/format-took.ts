import { formatDuration } from '@experiment-impressions/inspection'

/** `340 ms`, `1.2 s`, `34 s`, `3 min 10 s`: as exact as anybody wants to know how long something took. */
export function formatTook(ms: number): string {
  return formatDuration(ms < 1000 ? Math.round(ms) : Math.round(ms / 100) * 100)
}
