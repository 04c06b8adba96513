import { isUnsafeNumber } from '@experiment-impressions/contract'

/**
 * Reads a value as Segment's framework reads it for a text field: numbers and booleans as their text, an array of one as
 * what it holds. `undefined` for everything else, and for a number whose text can't be trusted: a whole number past 2^53
 * has lost digits, and one that prints with an exponent isn't what anybody wrote.
 */
export function toText(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (typeof one === 'string') return one
  if (typeof one === 'boolean') return String(one)
  return typeof one === 'number' && Number.isFinite(one) && !isUnsafeNumber(one) ? String(one) : undefined
}
