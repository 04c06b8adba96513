import type { ValueKind } from '@experiment-impressions/contract'

/** The kind of any value, telling `null` and arrays from other objects. */
export function kindOf(value: unknown): ValueKind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
