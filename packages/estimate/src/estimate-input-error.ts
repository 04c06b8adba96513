/**
 * A number or a name that nothing can be estimated from. Says which argument it is, what kind of value was there (never
 * the value) and what is expected; the message is those three in one sentence.
 */
export class EstimateInputError extends RangeError {
  override readonly name = 'EstimateInputError'
  /** Where in the input: `monthlyTrackedUsers`, `experiments[2].rollout`. */
  readonly argument: string
  /** What kind of value was there: `a negative number`. */
  readonly received: string
  /** What belongs there: `a share from 0 to 1`. */
  readonly expected: string

  constructor(argument: string, received: string, expected: string) {
    super(`${argument} is ${received}; expected ${expected}.`)
    this.argument = argument
    this.received = received
    this.expected = expected
  }
}
