import { amplitudeLimits } from '@experiment-impressions/contract'
import type { JsonObject } from '@experiment-impressions/contract/json'
import { createBoundedMap } from '../../memory/bounded-map.js'
import { shortKey } from '../../memory/short-key.js'

export interface InsertIds {
  /** Whether this is the first event within the window with its insert id and device. Remembers the event. */
  isFirst(event: JsonObject, now: number): boolean
}

/** How many insert ids are remembered. */
const bound = { count: 200_000, bytes: Infinity }

/**
 * Remembers insert ids as Amplitude does: with the device id, for 7 days (docs, "HTTP V2 API", `insert_id`). Beyond the
 * bound, the oldest are forgotten.
 */
export function createInsertIds(): InsertIds {
  const seenAt = createBoundedMap<string, number>(bound)

  return {
    isFirst({ insert_id: insertId, device_id: deviceId }, now) {
      if (typeof insertId !== 'string' || insertId === '') return true
      const key = shortKey(JSON.stringify([insertId, deviceId ?? null]))
      const at = seenAt.get(key)
      if (at !== undefined && at > now - amplitudeLimits.dedupeWindowMs) return false
      seenAt.put(key, now, 0)
      return true
    },
  }
}
