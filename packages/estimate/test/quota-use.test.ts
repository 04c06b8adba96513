import fc from 'fast-check'
import { estimateImpressions } from '../src/index.js'

function quotaOf(quota: number, rollout = 1) {
  return estimateImpressions({
    monthlyTrackedUsers: 100_000,
    experiments: [{ name: 'hero', rollout }],
    pageViewsPerUser: 10,
    quota,
  }).quota
}

describe('the quota of an estimate', () => {
  it('is missing if the input has none', () => {
    expect(
      estimateImpressions({ monthlyTrackedUsers: 1, experiments: 1, pageViewsPerUser: 1 }),
    ).not.toHaveProperty('quota')
  })

  it('runs out when the running total reaches it', () => {
    expect(quotaOf(500_000)).toStrictEqual({
      upperBound: { over: 500_000, runsOut: { shareOfMonth: 0.5, day: 15 } },
      impressions: { over: 500_000, runsOut: { shareOfMonth: 0.5, day: 15 } },
    })
  })

  it('lasts longer for the impressions than for the upper bound', () => {
    expect(quotaOf(400_000, 0.3)).toStrictEqual({
      upperBound: { over: 600_000, runsOut: { shareOfMonth: 0.4, day: 12 } },
      impressions: { over: 0, runsOut: 'never' },
    })
  })

  it('lasts the month if it is met exactly', () => {
    expect(quotaOf(1_000_000)?.upperBound).toStrictEqual({ over: 0, runsOut: 'never' })
  })

  it('runs out immediately if it is 0', () => {
    expect(quotaOf(0)?.upperBound.runsOut).toStrictEqual({ shareOfMonth: 0, day: 1 })
    expect(quotaOf(0, 0)?.impressions.runsOut).toBe('never')
  })

  it('runs out on a day of the month, before its end, or never', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 50 }), (quota, monthlyTrackedUsers, experiments) => {
        const estimate = estimateImpressions({
          monthlyTrackedUsers,
          experiments,
          pageViewsPerUser: 1,
          quota,
        })
        const runsOut = estimate.quota?.upperBound.runsOut
        if (runsOut === 'never' || runsOut === undefined) {
          expect(estimate.upperBound).toBeLessThanOrEqual(quota)
          return
        }
        expect(runsOut.shareOfMonth).toBeGreaterThanOrEqual(0)
        expect(runsOut.shareOfMonth).toBeLessThan(1)
        expect([runsOut.day >= 1, runsOut.day <= 30, Number.isInteger(runsOut.day)]).toStrictEqual([
          true,
          true,
          true,
        ])
      }),
    )
  })
})
