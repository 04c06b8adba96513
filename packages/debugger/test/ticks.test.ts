import fc from 'fast-check'
import { ticksUpTo } from '../src/estimate/month-plot.js'

describe(ticksUpTo, () => {
  it.each([
    [2_544_000, [500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000]],
    [10, [2, 4, 6, 8, 10]],
    [1.06, [0.2, 0.4, 0.6000000000000001, 0.8, 1]],
  ])('of %d are round', (top, ticks) => {
    expect(ticksUpTo(top)).toEqual(ticks)
  })

  it('are few, and never above the top', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e15, noNaN: true }), (top) => {
        const ticks = ticksUpTo(top)
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(Math.max(...ticks)).toBeLessThanOrEqual(top)
      }),
    )
  })
})
