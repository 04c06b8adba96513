import { amplitudeLimits } from '@experiment-impressions/contract'
import type { JsonObject } from '@experiment-impressions/contract/json'
import { createBoundedMap } from '../../memory/bounded-map.js'
import { shortKey } from '../../memory/short-key.js'

export interface Dedupe {
  /** Whether this is the first event of its insert id and device within the window; it is remembered from now on. */
  isFirst(event: JsonObject, now: number): boolean
}

/** Insert ids that are remembered at the same time. */
const bound = { count: 200_000, bytes: Infinity }

/**
 * Remembers insert ids as Amplitude does: with the device id, for 7 days (docs, "HTTP V2 API", `insert_id`). Only the latest
 * ones are, where there are very many.
 */
export function createDedupe(): Dedupe {
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
