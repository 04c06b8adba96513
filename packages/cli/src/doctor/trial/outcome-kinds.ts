import type { ValueKind } from '@experiment-impressions/contract'
import { kindOf } from '@experiment-impressions/contract/json'

/** What becomes of an event. */
export type Outcome = 'sent' | 'held back' | 'refused'

/** What stands in a field, as far as findings may tell: never the value itself. */
export type GivenKind = ValueKind | 'empty string'

/** The kind of a value, telling the empty string from other strings. */
export function givenKind(value: unknown): GivenKind {
  return value === '' ? 'empty string' : kindOf(value)
}

/** Whether a value of this kind counts as given. */
export function isGivenKind(kind: GivenKind): boolean {
  return !['undefined', 'null', 'empty string'].includes(kind)
}

/** What an event is refused without; told before its other differences. */
export const vitalFields: ReadonlySet<string> = new Set(['flag_key', 'variant', 'user_id', 'device_id'])
