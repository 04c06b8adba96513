import { nearVariant, preTransformation } from '@experiment-impressions/contract'
import { isObject, ownPath } from '@experiment-impressions/contract/json'
import type { Payload } from './trackImpression/generated-types'

/**
 * Why an event must not unset anything although its payload has no variant; `undefined` where it may. The Segment event has
 * a variant that the mapping didn't find, or one under a name that is close to the mapped one. `raw` is the event that the
 * payload was mapped from, or `undefined` where that is not known; `rawMapping` is the mapping.
 */
export function lostVariant(payload: Payload, raw: unknown, rawMapping: unknown): string | undefined {
  if (!isAbsent(payload.variant)) return undefined
  const holders = [ownPath(raw, ['properties']), payload.event_properties].filter(isObject)
  if (holders.some((properties) => !isAbsent(ownPath(properties, [preTransformation.variant]))))
    return 'The event has a variant, but the mapping of the field “Variant” found none. The event isn’t sent, because it would take the visitor out of the experiment. Check the mapping: the default is $.properties.variant.'
  const near = holders.map(nearVariant).find((name) => name !== undefined)
  if (near === undefined) return undefined
  const wanted = mappedProperty(rawMapping)
  return `The event has no variant, but its property “${near}” looks like one. The event isn’t sent, because it would take the visitor out of the experiment. Did you mean “${wanted}”? Rename the property where the event is made, or map the field “Variant” to the one that has it.`
}

/** The property that the field “Variant” is mapped to. */
function mappedProperty(rawMapping: unknown): string {
  const path = ownPath(rawMapping, ['variant', '@path'])
  const name = typeof path === 'string' ? /^\$\.properties\.([\w-]{1,40})$/.exec(path)?.[1] : undefined
  return name ?? preTransformation.variant
}

/** Absent, null or empty: all the same to Segment. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
