import { checkAmount, describe, EstimateInputError } from './check-input.js'

/** How much of the traffic one experiment reaches. Each share is from 0 to 1, applies to what the previous one leaves, and defaults to 1. */
export interface ExperimentScope {
  /** Must not be empty, and must differ from the other experiments’ names. */
  readonly name: string
  /** The share of all page views on pages that the experiment targets. On other pages, the Web Experiment script sends nothing. */
  readonly pages?: number
  /** The share of those page views by visitors that the experiment targets. */
  readonly audience?: number
  /** The share of that audience in the experiment, with any variant, including the control. */
  readonly rollout?: number
}

/** A scope with all its shares. */
export type CheckedScope = Required<ExperimentScope>

/** Returns the scopes, if their shares are valid and their names differ. */
export function checkScopes(argument: string, scopes: readonly unknown[]): CheckedScope[] {
  const names = new Set<string>()
  // Not `map`, which skips the holes of a sparse array.
  return Array.from(scopes, (scope, index) => {
    const at = `${argument}[${String(index)}]`
    if (typeof scope !== 'object' || scope === null)
      throw new EstimateInputError(at, describe(scope), 'an object with a name and shares')
    const { name, pages, audience, rollout } = scope as Partial<Record<keyof ExperimentScope, unknown>>
    if (typeof name !== 'string' || name === '')
      throw new EstimateInputError(`${at}.name`, describe(name), 'a name')
    if (names.has(name))
      throw new EstimateInputError(`${at}.name`, 'a name used twice', 'a different name for each experiment')
    names.add(name)
    return {
      name,
      pages: checkShare(`${at}.pages`, pages),
      audience: checkShare(`${at}.audience`, audience),
      rollout: checkShare(`${at}.rollout`, rollout),
    }
  })
}

function checkShare(argument: string, value: unknown): number {
  if (value === undefined) return 1
  const expected = 'a share from 0 to 1'
  const share = checkAmount(argument, value, expected)
  if (share > 1) throw new EstimateInputError(argument, 'a number over 1', expected)
  return share
}
