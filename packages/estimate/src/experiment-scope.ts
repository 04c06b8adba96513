import { checkAmount, describe } from './check-input.js'
import { EstimateInputError } from './estimate-input-error.js'

/**
 * How much of the traffic one experiment reaches. Each share is of what the share before it leaves, from 0 to 1, and 1
 * where it is left out.
 */
export interface ExperimentScope {
  /** Not empty, and different from the other experiments’ names. */
  readonly name: string
  /**
   * The share of all page views on a page that the experiment targets. On other pages the Web Experiment script
   * sends nothing.
   */
  readonly pages?: number
  /** The share of those page views by visitors whom the experiment targets. */
  readonly audience?: number
  /** The share of that audience that is in the experiment, whatever the variant, the control included. */
  readonly rollout?: number
}

/** A scope with every share filled in. */
export type CheckedScope = Required<ExperimentScope>

/** A list of scopes with valid shares and names that differ. */
export function checkScopes(argument: string, scopes: readonly unknown[]): CheckedScope[] {
  const names = new Set<string>()
  // Not `map`, which passes over the holes of a sparse array.
  return Array.from(scopes, (scope, index) => {
    const at = `${argument}[${String(index)}]`
    if (typeof scope !== 'object' || scope === null)
      throw new EstimateInputError(at, describe(scope), 'an object with a name and shares')
    const { name, pages, audience, rollout } = scope as Partial<Record<keyof ExperimentScope, unknown>>
    if (typeof name !== 'string' || name === '')
      throw new EstimateInputError(`${at}.name`, describe(name), 'a name')
    if (names.has(name))
      throw new EstimateInputError(
        `${at}.name`,
        'a name given twice',
        'a name of its own for each experiment',
      )
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
