/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object, not an array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * An own property of an object or array, never an inherited one, which would let a prototype pose as the event's content.
 * `undefined` for anything else. (`Object.hasOwn` is newer than ECMAScript 2021.)
 */
export function own(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.prototype.hasOwnProperty.call(holder, key)
    ? (holder as JsonObject)[key]
    : undefined
}

/** The value at a path of an event, through own properties only; `undefined` if there is none. */
export function ownPath(event: unknown, path: readonly string[]): unknown {
  return path.reduce(own, event)
}

/** Whether a value counts as given: not absent, null or empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

/** The value that `JSON.stringify` would see: dates and the like through their `toJSON`. */
export function plain(value: unknown): unknown {
  const toJson = typeof value === 'object' && value !== null && (value as { toJSON?: unknown }).toJSON
  return typeof toJson === 'function' ? (toJson.call(value) as unknown) : value
}

/** Parses JSON. Returns `undefined`, which JSON can't express, if the text isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
