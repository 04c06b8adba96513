import { chiSquareTest, upperGamma } from '../src/experiments/chi-square.js'

describe(upperGamma, () => {
  // Q(1/2, x) is erfc(√x), and Q(1, x) is e^-x.
  it.each([
    [0.5, 0.5, 0.31731050786291415],
    [0.5, 5.41378308533, 0.001],
    [1, 1, 0.36787944117144233],
  ])('of %d and %d is %d', (a, x, expected) => {
    expect(upperGamma(a, x)).toBeCloseTo(expected, 6)
  })

  it('is the probability of fewer than a events if x are expected, for whole a', () => {
    for (const [a, x] of [
      [2, 0.1],
      [5, 20],
      [50, 30],
      [30, 50],
    ] as const) {
      let term = Math.exp(-x)
      let sum = 0
      for (let k = 0; k < a; k += 1) {
        sum += term
        term *= x / (k + 1)
      }
      expect(upperGamma(a, x)).toBeCloseTo(sum, 12)
    }
  })

  it('is 1 at 0', () => {
    expect(upperGamma(2, 0)).toBe(1)
  })
})

describe(chiSquareTest, () => {
  // Critical values of the usual tables.
  it.each([
    [[50, 50], [1, 1], 0, 1, 1],
    [[60, 40], [1, 1], 4, 1, 0.0455],
    [[5150, 4850], [1, 1], 9, 1, 0.0027],
    [[520, 480, 500], [1, 1, 1], 1.6, 2, 0.4493],
    [[900, 100], [9, 1], 0, 1, 1],
  ])('of %j against %j', (observed, weights, statistic, degrees, p) => {
    const test = chiSquareTest(observed, weights)
    expect(test?.statistic).toBeCloseTo(statistic, 6)
    expect(test?.degrees).toBe(degrees)
    expect(test?.p).toBeCloseTo(p, 4)
    expect(test?.isReliable).toBe(true)
  })

  it('is unreliable with fewer than 5 expected in a group', () => {
    expect(chiSquareTest([4, 4], [1, 1])?.isReliable).toBe(false)
    // 5 / 77 of 77 people is 4.999… where the division comes first.
    expect(chiSquareTest([5, 72], [5, 72])?.isReliable).toBe(true)
  })

  it('returns the largest deviation of the shares', () => {
    expect(chiSquareTest([60, 30, 10], [2, 1, 1])?.deviation).toBeCloseTo(0.15, 12)
  })

  it('notices a variant that no one got', () => {
    expect(chiSquareTest([100, 0], [1, 1])?.p).toBeLessThan(1e-20)
  })

  it.each([
    ['nobody', [0, 0], [1, 1]],
    ['one variant', [10], [1]],
    ['no weights', [10, 10], [0, 0]],
    ['nothing', [], []],
  ])('returns nothing for %s', (_what, observed, weights) => {
    expect(chiSquareTest(observed, weights)).toBeUndefined()
  })
})
