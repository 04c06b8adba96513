/** A value as JSON; `undefined` where it cannot be written so: a bigint, an object that contains itself. */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
