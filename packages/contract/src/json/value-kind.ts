/** The kind of a value. Issues name this and never the value itself, because events carry personal data. */
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

/** The kind of any value. Unlike `typeof`, it tells `null` and arrays from other objects. */
export function kindOf(value: unknown): ValueKind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
