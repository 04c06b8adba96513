import { preTransformation } from '@experiment-impressions/contract'
import { isRecord } from './is-record'
import type { Payload } from './trackImpression/generated-types'

/** Why an event is refused whose variant got lost in the mapping. */
export const lostVariantMessage =
  'The event has a variant, but the mapping of the field “Variant” found none. It is refused, since it would take the visitor out of the experiment. Check the mapping: the default is $.properties.variant.'

/**
 * Whether the Segment event names a variant and the mapping resolved none. `raw` is the event that the payload
 * was mapped from, or `undefined` where that is not known.
 */
export function hasLostVariant(payload: Payload, raw: unknown): boolean {
  if (!isBlank(payload.variant)) return false
  const properties = isRecord(raw) ? raw['properties'] : undefined
  return [properties, payload.event_properties].some((one) => isRecord(one) && !isBlank(ownVariant(one)))
}

/**
 * The Segment event of each payload of a batch. The framework hands over all events, also those whose payloads it has
 * refused, so a payload finds its own by its insert id, or by its place where none was refused.
 */
export function matchRawEvents(payloads: readonly Payload[], rawEvents: readonly unknown[]): unknown[] {
  if (rawEvents.length === payloads.length) return [...rawEvents]
  const byMessageId = new Map(rawEvents.filter(isRecord).map((raw) => [raw['messageId'], raw]))
  return payloads.map(({ insert_id }) => (isBlank(insert_id) ? undefined : byMessageId.get(insert_id)))
}

/** The framework's clone of an event may have a prototype that came with the event: only what is its own counts. */
function ownVariant(properties: Readonly<Record<string, unknown>>): unknown {
  const key = preTransformation.variant
  return Object.prototype.hasOwnProperty.call(properties, key) ? properties[key] : undefined
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
