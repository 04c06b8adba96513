import type { ValueKind } from '@experiment-impressions/contract'
import { kindOf } from '@experiment-impressions/contract/json'

/** The kind of a field's value, which findings may tell; they never tell the value itself. */
export type GivenKind = ValueKind | 'empty string'

/** The kind of a value; an empty string is a kind of its own. */
export function givenKind(value: unknown): GivenKind {
  return value === '' ? 'empty string' : kindOf(value)
}

/** Whether a value of this kind counts as given. */
export function isGivenKind(kind: GivenKind): boolean {
  return !['undefined', 'null', 'empty string'].includes(kind)
}

/** An event without one of these fields is refused, so findings about them come before its other differences. */
export const vitalFields: ReadonlySet<string> = new Set(['flag_key', 'variant', 'user_id', 'device_id'])
