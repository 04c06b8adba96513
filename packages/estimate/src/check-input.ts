import { EstimateInputError } from './estimate-input-error.js'

/** A whole number from 0 up. */
export function checkCount(argument: string, value: unknown): number {
  const expected = 'a whole number, 0 or more'
  const number = checkAmount(argument, value, expected)
  if (!Number.isSafeInteger(number)) throw new EstimateInputError(argument, describe(number), expected)
  return number
}

/** A finite number from 0 up. */
export function checkAmount(argument: string, value: unknown, expected = 'a number, 0 or more'): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new EstimateInputError(argument, describe(value), expected)
  // Not -0, which would be printed as such.
  return Math.abs(value)
}

/** The kind of a value in words; never the value. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  if (typeof value !== 'number') return `a ${typeof value}`
  if (Number.isNaN(value)) return 'not a number (NaN)'
  if (value < 0) return 'a negative number'
  if (!Number.isFinite(value)) return 'infinite'
  return Number.isInteger(value) ? 'a number too large to count with' : 'a fraction'
}
