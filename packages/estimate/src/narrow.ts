import type { CheckedScope } from './experiment-scope.js'

/** Impressions a month that each share takes off, in the order in which they are taken off. */
export interface Savings {
  readonly pages: number
  readonly audience: number
  readonly rollout: number
}

/**
 * Takes the shares off an upper bound of whole impressions. Each step is rounded to whole impressions, so that the
 * savings and what is left add up to the upper bound exactly.
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
