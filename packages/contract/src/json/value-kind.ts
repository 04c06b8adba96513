/** What kind of value was found. Never the value: events carry personal data. */
export type ValueKind =
  | 'undefined'
  | 'null'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'array'
  | 'object'
  | 'function'
  | 'symbol'

/** The kind of any value, telling `null` and arrays from other objects. */
export function kindOf(value: unknown): ValueKind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
