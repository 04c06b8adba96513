import { amplitudeLimits } from '@experiment-impressions/contract'
import { isObject } from '@experiment-impressions/contract/json'
import { transformAtIngestion } from '@experiment-impressions/inspection'
import type { AnyEvent } from './check-events.js'

/** Maximum group types and group values per event. Source: Amplitude docs, "HTTP V2 API", `groups`. */
const maxGroupTypes = 5
const maxGroupValues = 10

/**
 * Returns an event as Amplitude stores it: transformed, with texts cut and excess groups left out. An event without a time
 * gets the time of its upload, in epoch ms.
 * Source: Amplitude docs, "HTTP V2 API": "Event array keys".
 */
export function toStoredEvent(event: AnyEvent, uploadedAt: number): AnyEvent {
  const stored = transformAtIngestion(cutStrings(event) as AnyEvent)
  const groups = stored['groups'] === undefined ? {} : { groups: keepGroups(stored['groups']) }
  return { ...stored, ...groups, time: stored['time'] ?? uploadedAt }
}

/** Cuts every text in a value to the length that Amplitude keeps (docs, "HTTP V2 API", "String character limit"). */
function cutStrings(value: unknown): unknown {
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value)) return value.map(cutStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cutStrings(inner)]))
}

function cut(text: string): string {
  if (text.length <= amplitudeLimits.stringCharacters) return text
  // A slice keeps the whole text in memory. JSON.parse returns a text that doesn't.
  return JSON.parse(JSON.stringify(text.slice(0, amplitudeLimits.stringCharacters))) as string
}

/** Keeps the first group types and values of an event, up to the limits. */
function keepGroups(groups: unknown): unknown {
  if (!isObject(groups)) return groups
  const kept: [string, unknown][] = []
  let room = maxGroupValues
  for (const [type, value] of Object.entries(groups).slice(0, maxGroupTypes)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (room === 0) break
    kept.push([type, Array.isArray(value) ? values.slice(0, room) : value])
    room -= Math.min(room, values.length)
  }
  return Object.fromEntries(kept)
}
