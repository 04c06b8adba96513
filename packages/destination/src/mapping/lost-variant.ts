import { nearVariant, preTransformation } from '@experiment-impressions/contract'
import { isObject, ownPath } from '@experiment-impressions/contract/json'
import type { Payload } from '../trackImpression/generated-types'

/**
 * Returns why an event without a variant must not unset the user property, or `undefined` if it may. It must not if the Segment
 * event has a variant that the mapping didn't find, or one under a similar name. `raw` is the event that the payload was mapped
 * from, or `undefined` if unknown. `rawMapping` is the mapping.
 */
export function lostVariant(payload: Payload, raw: unknown, rawMapping: unknown): string | undefined {
  if (!isAbsent(payload.variant)) return undefined
  const holders = [ownPath(raw, ['properties']), payload.event_properties].filter(isObject)
  if (holders.some((properties) => !isAbsent(ownPath(properties, [preTransformation.variant]))))
    return 'The event has a variant, but the mapping for the field “Variant” didn’t find it. The event isn’t sent, because it would take the visitor out of the experiment. Check the mapping. Its default is $.properties.variant.'
  const wanted = mappedProperty(rawMapping)
  const near = holders.map((properties) => nearVariant(properties, wanted)).find((name) => name !== undefined)
  if (near === undefined) return undefined
  return `The event has no variant, but its property “${near}” looks like one. The event isn’t sent, because it would take the visitor out of the experiment. Did you mean “${wanted}”? Rename the property at its source, or map the field “Variant” to it.`
}

/** The property that the field “Variant” is mapped to. */
function mappedProperty(rawMapping: unknown): string {
  const path = ownPath(rawMapping, ['variant', '@path'])
  const name = typeof path === 'string' ? /^\$\.properties\.([\w-]{1,40})$/.exec(path)?.[1] : undefined
  return name ?? preTransformation.variant
}

/** Missing, null and empty are the same to Segment. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
