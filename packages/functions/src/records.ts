type AnyRecord = Readonly<Record<string, unknown>>

/** Returns a copy without these properties. */
export function without(record: AnyRecord, names: readonly string[]): AnyRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

/** Returns a copy without the undefined properties. */
export function definedOnly(record: AnyRecord): AnyRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

/** Returns an object unchanged, and an empty one for anything else, including arrays. */
export function recordOf(value: unknown): AnyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AnyRecord) : {}
}
