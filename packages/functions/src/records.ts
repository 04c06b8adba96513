import { isObject, type JsonObject } from '@experiment-impressions/contract/json'

/** Returns a copy without these properties. */
export function without(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

/** Returns a copy without the undefined properties. */
export function definedOnly(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

/** Returns an object unchanged, and an empty one for anything else, including arrays. */
export function recordOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}
