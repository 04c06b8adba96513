import { maxJsonLayers } from '@experiment-impressions/contract/json'

/** Why a body is refused that `isTooDeep`. */
export const tooDeepReason = `The body is nested over ${String(maxJsonLayers)} layers deep`

/** Whether a value has at most this many layers of objects and arrays, the value itself being the first. */
export function isWithin(value: unknown, layers: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return layers > 0 && Object.values(value).every((inner) => isWithin(inner, layers - 1))
}
