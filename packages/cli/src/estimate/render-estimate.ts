import type { Estimate, EstimateInput } from '@experiment-impressions/estimate'
import { countOf, formatCount } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { wrapIndented } from '../terminal/text-width.js'
import { describeQuota, plotQuota } from './render-quota.js'
import { renderTable } from './render-table.js'

/** Renders the estimate: the number, the formula, what reduces it, and when the quota runs out. */
export function renderEstimate(input: EstimateInput, estimate: Estimate, { columns, style }: Layout): string {
  const { impressions, upperBound, experiments } = estimate
  const isNarrowed = experiments.length > 0
  const count = typeof input.experiments === 'number' ? input.experiments : input.experiments.length
  const factors = [
    countOf(input.monthlyTrackedUsers, 'tracked user'),
    countOf(count, 'experiment'),
    countOf(input.pageViewsPerUser, 'page view', 'page views'),
  ]
  const heading = isNarrowed
    ? `${countOf(impressions, 'impression')} a month (upper bound: ${formatCount(upperBound)})`
    : `${countOf(upperBound, 'impression')} a month (upper bound)`
  return [
    style.title(heading),
    '',
    `  M × E × P = ${factors.join(' × ')} = ${formatCount(upperBound)}`,
    '',
    ...(isNarrowed ? [...renderTable(estimate, columns, style), ''] : []),
    ...quotaLines(input.quota, estimate, { columns, style }),
    ...notes(estimate)
      .flatMap((note) => wrapIndented(note, 0, columns))
      .map(style.faint),
    '',
  ].join('\n')
}

interface Layout {
  readonly columns: number
  readonly style: Style
}

function quotaLines(quota: number | undefined, estimate: Estimate, { columns, style }: Layout): string[] {
  if (quota === undefined || estimate.quota === undefined) return []
  const { impressions, upperBound } = estimate
  const estimated = describeQuota(estimate.quota.impressions, impressions, quota)
  const atMost = describeQuota(estimate.quota.upperBound, upperBound, quota)
  const sentences =
    impressions === upperBound
      ? [atMost.charAt(0).toUpperCase() + atMost.slice(1)]
      : [`As estimated, ${estimated}`, `At the upper bound, ${atMost}`]
  const words = sentences.flatMap((sentence) => wrapIndented(sentence, 2, columns))
  return [...plotQuota({ impressions, quota, use: estimate.quota.impressions, style }), '', ...words, '']
}

/** The assumptions; see the documentation of `estimateImpressions` for more. */
function notes({ savings }: Estimate): string[] {
  const withoutVariant = savings.audience + savings.rollout
  return [
    'Assumes one impression for each page view and experiment, and even traffic over the month.',
    ...(withoutVariant === 0
      ? []
      : [
          'Visitors outside the audience or the rollout also send events, without a variant: ' +
            `${formatCount(withoutVariant)} a month, not counted here. Amplitude doesn’t document whether it bills them.`,
        ]),
  ]
}
