/**
 * Whether a number can't be sent as text. The JSON parser has already rounded a whole number past 2^53, so two ids may have
 * become one. A number that prints with an exponent isn't what the sender wrote.
 */
export function isUnsafeNumber(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  return Number.isInteger(value) ? !Number.isSafeInteger(value) : String(value).includes('e')
}

/** Numbers closer to zero than this print with an exponent (ECMA-262, "Number::toString"). */
export const smallestPlainNumber = 1e-6
