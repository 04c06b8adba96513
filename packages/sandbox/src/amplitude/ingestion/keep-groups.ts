import { isObject } from '@experiment-impressions/contract/json'

/** Most group types and most group values of one event. Source: Amplitude docs, "HTTP V2 API", `groups`. */
const mostTypes = 5
const mostValues = 10

/** The groups of an event that are tracked: of too many types or values, those that come first. */
export function keepGroups(groups: unknown): unknown {
  if (!isObject(groups)) return groups
  const kept: [string, unknown][] = []
  let room = mostValues
  for (const [type, value] of Object.entries(groups).slice(0, mostTypes)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (room === 0) break
    kept.push([type, Array.isArray(value) ? values.slice(0, room) : value])
    room -= Math.min(room, values.length)
  }
  return Object.fromEntries(kept)
}
