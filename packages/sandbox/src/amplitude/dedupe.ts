import { amplitudeLimits } from '@experiment-impressions/contract'

export interface Dedupe {
  /** Whether this is the first event of its insert id and device within the window; it is remembered from now on. */
  isFirst(event: Readonly<Record<string, unknown>>, now: number): boolean
}

/** Remembers insert ids as Amplitude does: with the device id, for 7 days (docs, "HTTP V2 API", `insert_id`). */
export function createDedupe(): Dedupe {
  /** Oldest first. */
  const seenAt = new Map<string, number>()

  function forgetUntil(end: number): void {
    for (const [key, at] of seenAt) {
      if (at > end) return
      seenAt.delete(key)
    }
  }

  return {
    isFirst({ insert_id: insertId, device_id: deviceId }, now) {
      forgetUntil(now - amplitudeLimits.dedupeWindowMs)
      if (typeof insertId !== 'string' || insertId === '') return true
      const key = JSON.stringify([insertId, deviceId ?? null])
      if (seenAt.has(key)) return false
      seenAt.set(key, now)
      return true
    },
  }
}
