type AnyRecord = Readonly<Record<string, unknown>>

/** The same object without these properties. */
export function without(record: AnyRecord, names: readonly string[]): AnyRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

/** The same object without what is undefined. */
export function definedOnly(record: AnyRecord): AnyRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

/** An object as it is; anything else, arrays too, as one without properties. */
export function recordOf(value: unknown): AnyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AnyRecord) : {}
}
