import { amplitudeLimits, isRefusedId } from '@experiment-impressions/contract'
import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import { isWithin } from '../../json.js'

/** An event as it comes in: an object of which nothing else is known. */
export type AnyEvent = JsonObject

/** Something that makes Amplitude refuse an upload: the list in which the answer names it, and the field. */
export interface Flaw {
  readonly list:
    'events_with_missing_fields' | 'events_with_invalid_fields' | 'events_with_invalid_id_lengths'
  readonly field: string
}

const idFields = ['user_id', 'device_id'] as const

/**
 * What Amplitude refuses in one event.
 * Sources: Amplitude docs, "HTTP V2 API": "Event array keys", "Set time values", "400"; the list of id lengths is
 * undocumented, but seen in Amplitude-Kotlin #105: a short id is refused even beside a good one.
 */
export function checkEvent(event: AnyEvent, minIdLength: number): Flaw[] {
  const flaws: Flaw[] = []
  const invalid = (field: string): void => {
    flaws.push({ list: 'events_with_invalid_fields', field })
  }

  const { event_type: type, time } = event
  if (type === undefined || type === null || type === '')
    flaws.push({ list: 'events_with_missing_fields', field: 'event_type' })
  else if (typeof type !== 'string') invalid('event_type')

  const ids = idFields.filter((field) => event[field] !== undefined && event[field] !== null)
  // Which field the real one names is undocumented; the SDKs read any of them alike.
  if (ids.length === 0) flaws.push({ list: 'events_with_missing_fields', field: 'user_id' })
  for (const field of ids) {
    const id = event[field]
    if (typeof id !== 'string' || isRefusedId(id)) invalid(field)
    else if (id.length < minIdLength) flaws.push({ list: 'events_with_invalid_id_lengths', field })
  }

  if (time !== undefined && time !== null && !Number.isSafeInteger(time)) invalid('time')
  for (const field of ['event_properties', 'user_properties']) {
    const properties = event[field]
    if (properties === undefined || properties === null) continue
    if (!isObject(properties) || !isWithin(properties, amplitudeLimits.propertyLayers)) invalid(field)
  }
  return flaws
}
