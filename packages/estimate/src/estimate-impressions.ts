import { checkAmount, checkCount, describe } from './check-input.js'
import { EstimateInputError } from './estimate-input-error.js'
import { checkScopes, type CheckedScope, type ExperimentScope } from './experiment-scope.js'
import { narrow, type Savings } from './narrow.js'
import { quotaUse, type QuotaUse } from './quota-use.js'

export interface EstimateInput {
  /** Visitors a month (MTU): a whole number. */
  readonly monthlyTrackedUsers: number
  /** How many experiments run in the month, or how much of the traffic each of them reaches. */
  readonly experiments: number | readonly ExperimentScope[]
  /** Pages that one visitor views in the month, on average. */
  readonly pageViewsPerUser: number
  /** Impressions that the month may have: a whole number. */
  readonly quota?: number
}

/** One experiment’s part in the estimate; whole impressions a month. */
export interface ExperimentEstimate {
  readonly name: string
  readonly upperBound: number
  /** The narrowed figure: `upperBound` less all savings. */
  readonly impressions: number
  readonly savings: Savings
}

/** Whole impressions a month. */
export interface Estimate {
  /** M × E × P: every experiment shown to every visitor on every page view. */
  readonly upperBound: number
  /** What the shares leave of it: page views that show a variant, the control included. */
  readonly impressions: number
  /** What the shares take off it: `upperBound - impressions`, exactly. */
  readonly savings: Savings
  /** In the order given; empty where only a count was given, since those experiments are all alike. */
  readonly experiments: readonly ExperimentEstimate[]
  /** Only where a quota was given. */
  readonly quota?: { readonly upperBound: QuotaUse; readonly impressions: QuotaUse }
}

/**
 * Estimates the impressions of a month: the upper bound M × E × P, which is Amplitude’s own formula (docs, "Web
 * Experiment: Event tracking"), and what is left of it where experiments reach only some of the traffic.
 *
 * What it assumes:
 * - One impression for each page view and experiment. Amplitude’s pages disagree on what is counted: a variant being
 *   applied ("Event tracking") or every evaluation on page load ("Post-experiment").
 * - Traffic is even over the month, and page views are even over visitors, pages and audiences.
 * - Only page views that show a variant count. Visitors outside the rollout still send an impression, without a
 *   variant (seen with the Web Experiment script); visitors outside the audience are given the same default variant, so
 *   they are taken to do likewise. Whether Amplitude bills those is not documented. If it does, the month has
 *   `impressions + savings.audience + savings.rollout`, unless the destination unsets without an event.
 *
 * Figures are whole impressions. Where M × P is not a whole number, experiments that are alike may differ by one.
 *
 * @throws {EstimateInputError} naming the argument: where a number is negative, not finite or, if it counts something,
 * not whole; where a share is over 1; where a name is empty or given twice.
 *
 * @example
 * estimateImpressions({ monthlyTrackedUsers: 100_000, experiments: 4, pageViewsPerUser: 12 }).upperBound // 4800000
 */
export function estimateImpressions(input: EstimateInput): Estimate {
  const users = checkCount('monthlyTrackedUsers', input.monthlyTrackedUsers)
  const scopes = Array.isArray(input.experiments)
    ? checkScopes('experiments', input.experiments as readonly ExperimentScope[])
    : undefined
  const count = scopes?.length ?? checkExperimentCount(input.experiments)
  const pageViewsPerUser = checkAmount('pageViewsPerUser', input.pageViewsPerUser)
  const quota = input.quota === undefined ? undefined : checkCount('quota', input.quota)

  const upperBound = Math.round(users * count * pageViewsPerUser)
  if (!Number.isSafeInteger(upperBound))
    throw new EstimateInputError(
      'monthlyTrackedUsers × experiments × pageViewsPerUser',
      describe(upperBound),
      'fewer than 2^53 impressions',
    )
  const experiments = scopes === undefined ? [] : estimateEach(scopes, upperBound)
  const savings = {
    pages: sum(experiments, (experiment) => experiment.savings.pages),
    audience: sum(experiments, (experiment) => experiment.savings.audience),
    rollout: sum(experiments, (experiment) => experiment.savings.rollout),
  }
  const impressions = upperBound - savings.pages - savings.audience - savings.rollout
  return {
    upperBound,
    impressions,
    savings,
    experiments,
    ...(quota === undefined
      ? {}
      : { quota: { upperBound: quotaUse(upperBound, quota), impressions: quotaUse(impressions, quota) } }),
  }
}

function checkExperimentCount(experiments: unknown): number {
  if (typeof experiments !== 'number')
    throw new EstimateInputError('experiments', describe(experiments), 'a count or a list of experiments')
  return checkCount('experiments', experiments)
}

/**
 * Deals the upper bound out in whole parts that add up to it exactly: the first experiments take what is left over.
 * No part falls where the total grows.
 */
function estimateEach(scopes: readonly CheckedScope[], total: number): ExperimentEstimate[] {
  const leftOver = total % scopes.length
  const part = (total - leftOver) / scopes.length
  return scopes.map((scope, index) => {
    const upperBound = index < leftOver ? part + 1 : part
    return { name: scope.name, upperBound, ...narrow(upperBound, scope) }
  })
}

function sum(
  experiments: readonly ExperimentEstimate[],
  figure: (experiment: ExperimentEstimate) => number,
): number {
  return experiments.reduce((total, experiment) => total + figure(experiment), 0)
}
