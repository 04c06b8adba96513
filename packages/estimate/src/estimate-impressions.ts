import { checkAmount, checkCount, describe, EstimateInputError } from './check-input.js'
import { checkScopes, type CheckedScope, type ExperimentScope } from './experiment-scope.js'
import { narrow, type Savings } from './narrow.js'
import { quotaUse, type QuotaUse } from './quota-use.js'

export interface EstimateInput {
  /** Visitors per month (MTU), a whole number. */
  readonly monthlyTrackedUsers: number
  /** The number of experiments in the month, or how much of the traffic each one reaches. */
  readonly experiments: number | readonly ExperimentScope[]
  /** Average page views per visitor in the month. */
  readonly pageViewsPerUser: number
  /** Impressions allowed per month, a whole number. */
  readonly quota?: number
}

/** One experiment’s part of the estimate, in whole impressions per month. */
export interface ExperimentEstimate {
  readonly name: string
  readonly upperBound: number
  /** `upperBound` minus all savings. */
  readonly impressions: number
  readonly savings: Savings
}

/** Whole impressions per month. */
export interface Estimate {
  /** M × E × P: every experiment shown to every visitor on every page view. */
  readonly upperBound: number
  /** The impressions that remain after the shares: page views that show a variant, including the control. */
  readonly impressions: number
  /** The impressions that the shares save: exactly `upperBound - impressions`. */
  readonly savings: Savings
  /** In the order of the input. Empty if the input is a count, because those experiments are all alike. */
  readonly experiments: readonly ExperimentEstimate[]
  /** Only if the input has a quota. */
  readonly quota?: { readonly upperBound: QuotaUse; readonly impressions: QuotaUse }
}

/**
 * Estimates the impressions of a month: the upper bound M × E × P, which is Amplitude’s own formula (docs, "Web Experiment: Event
 * tracking"), and the rest if experiments reach only part of the traffic.
 *
 * Assumptions:
 * - Each page view causes one impression per experiment. Amplitude’s pages disagree on what counts: an applied variant ("Event
 *   tracking") or every evaluation on page load ("Post-experiment").
 * - Traffic is even over the month, and page views are even over visitors, pages and audiences.
 * - Only page views that show a variant count. Visitors outside the rollout still send an impression, without a variant (seen with
 *   the Web Experiment script). Visitors outside the audience get the same default variant, so they probably do too. Amplitude
 *   doesn’t document whether it bills those. If it does, the month has `impressions + savings.audience + savings.rollout`, unless
 *   the destination unsets without an event.
 *
 * All figures are whole impressions. If M × P isn’t a whole number, identical experiments may differ by one.
 *
 * @throws {EstimateInputError} if a number is negative, not finite or, for a count, not whole; if a share is over 1; or if a name
 * is empty or used twice.
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
 * Divides the upper bound into whole parts that add up to it exactly. The first experiments get the remainder. No part falls if the
 * total grows.
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
