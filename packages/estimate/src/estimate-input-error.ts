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
