import fc from 'fast-check'
import { estimateImpressions, type Estimate, type ExperimentScope, type Savings } from '../src/index.js'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const scopes = fc
  .array(fc.record({ pages: share, audience: share, rollout: share }), { maxLength: 8 })
  .map((list) => list.map((scope, index) => ({ name: `experiment ${String(index)}`, ...scope })))
const traffic = {
  monthlyTrackedUsers: fc.nat({ max: 100_000_000 }),
  pageViewsPerUser: fc.double({ min: 0, max: 1000, noNaN: true }),
}

const saved = ({ pages, audience, rollout }: Savings) => pages + audience + rollout

function estimateOf(experiments: readonly ExperimentScope[]): Estimate {
  return estimateImpressions({ monthlyTrackedUsers: 100_000, experiments, pageViewsPerUser: 12 })
}

describe(estimateImpressions, () => {
  it('multiplies users, experiments and page views', () => {
    const input = { monthlyTrackedUsers: 100_000, experiments: 4, pageViewsPerUser: 12 }
    expect(estimateImpressions(input)).toStrictEqual({
      upperBound: 4_800_000,
      impressions: 4_800_000,
      savings: { pages: 0, audience: 0, rollout: 0 },
      experiments: [],
    })
  })

  it('returns the same upper bound for a count and for a list', () => {
    const four = ['a', 'b', 'c', 'd'].map((name) => ({ name }))
    expect(estimateOf(four)).toMatchObject({ upperBound: 4_800_000, impressions: 4_800_000 })
  })

  it('applies pages, then audience, then rollout', () => {
    const { experiments, ...total } = estimateOf([
      { name: 'hero', pages: 0.2, audience: 0.5, rollout: 0.1 },
      { name: 'checkout', rollout: 0.5 },
    ])
    expect(experiments).toStrictEqual([
      {
        name: 'hero',
        upperBound: 1_200_000,
        impressions: 12_000,
        savings: { pages: 960_000, audience: 120_000, rollout: 108_000 },
      },
      {
        name: 'checkout',
        upperBound: 1_200_000,
        impressions: 600_000,
        savings: { pages: 0, audience: 0, rollout: 600_000 },
      },
    ])
    expect(total).toStrictEqual({
      upperBound: 2_400_000,
      impressions: 612_000,
      savings: { pages: 960_000, audience: 120_000, rollout: 708_000 },
    })
  })

  it.each([
    { monthlyTrackedUsers: 0, experiments: 4, pageViewsPerUser: 12 },
    { monthlyTrackedUsers: 100, experiments: 0, pageViewsPerUser: 12 },
    { monthlyTrackedUsers: 100, experiments: [], pageViewsPerUser: 12 },
    { monthlyTrackedUsers: 100, experiments: 4, pageViewsPerUser: 0 },
  ])('returns none if nothing can be shown: %j', (input) => {
    expect(estimateImpressions(input)).toMatchObject({ upperBound: 0, impressions: 0 })
  })

  it('accepts fractional page views and returns whole impressions', () => {
    const experiments = ['a', 'b', 'c'].map((name) => ({ name }))
    const estimate = estimateImpressions({ monthlyTrackedUsers: 1, experiments, pageViewsPerUser: 1.4 })
    expect(estimate.upperBound).toBe(4)
    expect(estimate.experiments.map(({ upperBound }) => upperBound)).toStrictEqual([2, 1, 1])
  })

  it('never returns negative zero', () => {
    const input = { monthlyTrackedUsers: -0, experiments: [{ name: 'a', pages: -0 }], pageViewsPerUser: -0 }
    expect(estimateImpressions(input)).toMatchObject({ upperBound: 0, impressions: 0 })
  })

  it('doesn’t change its input', () => {
    const input = Object.freeze({
      monthlyTrackedUsers: 10,
      experiments: Object.freeze([Object.freeze({ name: 'a', rollout: 0.5 })]),
      pageViewsPerUser: 1,
    })
    expect(estimateImpressions(input).impressions).toBe(5)
  })

  it('keeps the impressions between 0 and the upper bound', () => {
    fc.assert(
      fc.property(fc.record({ ...traffic, experiments: scopes }), (input) => {
        const estimate = estimateImpressions(input)
        for (const { impressions, upperBound } of [estimate, ...estimate.experiments]) {
          expect(impressions).toBeGreaterThanOrEqual(0)
          expect(impressions).toBeLessThanOrEqual(upperBound)
        }
      }),
    )
  })

  it('adds up exactly: savings and impressions to the upper bound, experiments to the total', () => {
    fc.assert(
      fc.property(fc.record({ ...traffic, experiments: scopes }), (input) => {
        const estimate = estimateImpressions(input)
        for (const { impressions, upperBound, savings } of [estimate, ...estimate.experiments])
          expect(saved(savings)).toBe(upperBound - impressions)
        const total = (key: 'upperBound' | 'impressions') =>
          estimate.experiments.reduce((sum, experiment) => sum + experiment[key], 0)
        expect(total('upperBound')).toBe(estimate.upperBound)
        expect(total('impressions')).toBe(estimate.impressions)
      }),
    )
  })

  it('never falls if a share grows', () => {
    const key = fc.constantFrom('pages' as const, 'audience' as const, 'rollout' as const)
    fc.assert(
      fc.property(
        fc.record({ ...traffic, experiments: scopes }),
        fc.nat({ max: 7 }),
        key,
        share,
        (input, index, grown, by) => {
          const larger = input.experiments.map((scope, at) =>
            at === index ? { ...scope, [grown]: Math.min(1, scope[grown] + by) } : scope,
          )
          expect(estimateImpressions({ ...input, experiments: larger }).impressions).toBeGreaterThanOrEqual(
            estimateImpressions(input).impressions,
          )
        },
      ),
    )
  })

  it('never falls if traffic grows', () => {
    fc.assert(
      fc.property(
        fc.record({ ...traffic, experiments: scopes }),
        fc.record(traffic),
        (input, { monthlyTrackedUsers, pageViewsPerUser }) => {
          const larger = estimateImpressions({
            monthlyTrackedUsers: input.monthlyTrackedUsers + monthlyTrackedUsers,
            experiments: input.experiments,
            pageViewsPerUser: input.pageViewsPerUser + pageViewsPerUser,
          })
          const given = estimateImpressions(input)
          expect(larger.upperBound).toBeGreaterThanOrEqual(given.upperBound)
          expect(larger.impressions).toBeGreaterThanOrEqual(given.impressions)
        },
      ),
    )
  })

  it('never falls if an experiment is added', () => {
    fc.assert(
      fc.property(fc.record({ ...traffic, experiments: scopes }), share, (input, rollout) => {
        const larger = [...input.experiments, { name: 'one more', rollout }]
        expect(estimateImpressions({ ...input, experiments: larger }).impressions).toBeGreaterThanOrEqual(
          estimateImpressions(input).impressions,
        )
      }),
    )
  })

  it('reaches the upper bound if every share is 1', () => {
    fc.assert(
      fc.property(fc.record({ ...traffic, experiments: scopes }), (input) => {
        const experiments = input.experiments.map(({ name }) => ({ name, pages: 1, audience: 1, rollout: 1 }))
        const { upperBound, impressions } = estimateImpressions({ ...input, experiments })
        expect(impressions).toBe(upperBound)
      }),
    )
  })

  it('is the same for experiments without shares as for their count', () => {
    fc.assert(
      fc.property(fc.record(traffic), fc.nat({ max: 20 }), (input, count) => {
        const names = Array.from({ length: count }, (_, index) => ({ name: String(index) }))
        const listed = estimateImpressions({ ...input, experiments: names })
        const counted = estimateImpressions({ ...input, experiments: count })
        expect({ ...listed, experiments: [] }).toStrictEqual(counted)
      }),
    )
  })
})
