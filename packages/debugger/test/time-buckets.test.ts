import { timeBuckets, widthWords } from '../src/experiments/time-buckets.js'
import { startOfTime } from '../../inspection/test/helpers/records.js'

describe(timeBuckets, () => {
  const at = (...times: number[]) => times.map((time) => ({ time, name: 'a' }))

  it('counts in buckets of a round width, without gaps', () => {
    const { width, buckets } = timeBuckets([
      ...at(startOfTime, startOfTime + 10, startOfTime + 3000),
      { time: startOfTime, name: 'b' },
    ])
    expect(width).toBe(1000)
    expect(buckets.map(({ total }) => total)).toEqual([3, 0, 0, 1])
    expect(buckets[0]?.counts).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    )
  })

  it.each([
    [100_000, 5000],
    [3_600_000, 300_000],
    [40 * 86_400_000, 7 * 86_400_000],
    [90_000 * 86_400_000, 199384615385],
  ])('over %d ms they are %d wide', (span, width) => {
    const result = timeBuckets(at(0, span))
    expect(result.width).toBe(width)
    expect(result.buckets.length).toBeLessThanOrEqual(40)
  })

  it('returns no buckets without moments', () => {
    expect(timeBuckets([]).buckets).toEqual([])
  })

  it('puts their width into words', () => {
    expect([1000, 300_000, 3_600_000, 7 * 86_400_000].map(widthWords)).toEqual([
      'one second',
      '5 minutes',
      'one hour',
      '7 days',
    ])
    expect(widthWords(1)).toBe('0 seconds')
  })
})
