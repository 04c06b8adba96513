/**
 * An input that can't be used for an estimate. Its message is a sentence with the argument, the kind of value received (never the
 * value) and the kind expected.
 */
export class EstimateInputError extends RangeError {
  override readonly name = 'EstimateInputError'
  /** The place in the input: `monthlyTrackedUsers`, `experiments[2].rollout`. */
  readonly argument: string
  /** The kind of value received: `a negative number`. */
  readonly received: string
  /** The kind of value expected: `a share from 0 to 1`. */
  readonly expected: string

  constructor(argument: string, received: string, expected: string) {
    super(`${argument} is ${received}; expected ${expected}.`)
    this.argument = argument
    this.received = received
    this.expected = expected
  }
}

/** Returns a whole number, 0 or more. */
export function checkCount(argument: string, value: unknown): number {
  const expected = 'a whole number, 0 or more'
  const number = checkAmount(argument, value, expected)
  if (!Number.isSafeInteger(number)) throw new EstimateInputError(argument, describe(number), expected)
  return number
}

/** Returns a finite number, 0 or more. */
export function checkAmount(argument: string, value: unknown, expected = 'a number, 0 or more'): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new EstimateInputError(argument, describe(value), expected)
  // Never -0, which would be printed as “-0”.
  return Math.abs(value)
}

/** Describes the kind of a value, never the value itself. */
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
