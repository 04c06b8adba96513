import { maxJsonLayers } from '@experiment-impressions/contract'

/** Why a body is refused that `isTooDeep`. */
export const tooDeepReason = `The body is nested over ${String(maxJsonLayers)} layers deep`

export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object: neither an array nor null. */
export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text, or `undefined` (which JSON has no word for) where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whether a value has at most this many layers of objects and arrays, the value itself being the first. */
export function isWithin(value: unknown, layers: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return layers > 0 && Object.values(value).every((inner) => isWithin(inner, layers - 1))
}
