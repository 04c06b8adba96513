/**
 * Whether a number can't stand for a text: a whole number past 2^53 has lost its last digits before anybody read it, so that
 * two ids became one, and a number that prints with an exponent is not what the sender wrote.
 */
export function isUnsafeNumber(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  return Number.isInteger(value) ? !Number.isSafeInteger(value) : String(value).includes('e')
}

/** Numbers nearer to zero than this print with an exponent (ECMA-262, "Number::toString"). */
export const smallestPlainNumber = 1e-6
