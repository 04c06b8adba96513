import { isUnsafeNumber } from '@experiment-impressions/contract'

/**
 * Reads a value as Segment's framework reads a text field: numbers and booleans become text, and an array of one becomes its
 * item. Anything else is `undefined`, and so is a number whose text can't be trusted: a whole number past 2^53 has lost digits,
 * and one that prints with an exponent isn't what anybody wrote.
 */
export function toText(value: unknown): string | undefined {
  const one = onlyItem(value)
  if (typeof one === 'string') return one
  if (typeof one === 'boolean') return String(one)
  return typeof one === 'number' && Number.isFinite(one) && !isUnsafeNumber(one) ? String(one) : undefined
}

/** Reads a number, or a text that contains one, as Segment's framework reads a number field. Anything else is `undefined`. */
export function toNumber(value: unknown): number | undefined {
  const one = onlyItem(value)
  if (typeof one === 'string' ? one.trim() === '' : typeof one !== 'number') return undefined
  const number = Number(one)
  return Number.isFinite(number) ? number : undefined
}

function onlyItem(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value
}
