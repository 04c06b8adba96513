/** UTF-8 bytes of a value as JSON. `undefined` if it can't be serialized: it contains itself, or is too deep or too long. */
export function jsonBytes(value: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(value ?? null))
  } catch {
    return undefined
  }
}
