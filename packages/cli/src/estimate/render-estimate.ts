import type { Estimate, EstimateInput } from '@experiment-impressions/estimate'
import { countOf, formatCount } from '../terminal/format.js'
import type { Style } from '../terminal/style.js'
import { wrapIndented } from '../terminal/text-width.js'
import { describeQuota, plotQuota } from './render-quota.js'
import { renderTable } from './render-table.js'

/** The estimate in words: the figure, the formula, what narrows it, and when the quota runs out. */
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
    ? `${countOf(impressions, 'impression')} a month, of an upper bound of ${formatCount(upperBound)}`
    : `${countOf(upperBound, 'impression')} a month, the upper bound`
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

/** What the figures rest on; the documentation of `estimateImpressions` says more. */
function notes({ savings }: Estimate): string[] {
  const withoutVariant = savings.audience + savings.rollout
  return [
    'Assumed: one impression for each page view and experiment, and even traffic over the month.',
    ...(withoutVariant === 0
      ? []
      : [
          'Visitors outside the audience or the rollout send an event without a variant: ' +
            `${formatCount(withoutVariant)} a month, left out here. Whether Amplitude bills them is not documented.`,
        ]),
  ]
}
