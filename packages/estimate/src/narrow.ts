import type { CheckedScope } from './experiment-scope.js'

/** Impressions that each share saves in a month, in the order in which the shares apply. */
export interface Savings {
  readonly pages: number
  readonly audience: number
  readonly rollout: number
}

/**
 * Applies the shares to an upper bound of whole impressions. Rounds each step to whole impressions, so that the savings and the rest
 * add up to the upper bound exactly.
 */
export function narrow(
  upperBound: number,
  { pages, audience, rollout }: Omit<CheckedScope, 'name'>,
): { readonly impressions: number; readonly savings: Savings } {
  const onPages = Math.round(upperBound * pages)
  const toAudience = Math.round(upperBound * pages * audience)
  const impressions = Math.round(upperBound * pages * audience * rollout)
  return {
    impressions,
    savings: {
      pages: upperBound - onPages,
      audience: onPages - toAudience,
      rollout: toAudience - impressions,
    },
  }
}
