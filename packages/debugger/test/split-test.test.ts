import fc from 'fast-check'
import { testSplit, usualVariants, type SplitTest } from '../src/experiments/split-test.js'
import { splitVerdict } from '../src/experiments/split-words.js'

/** People by the first variant that they saw. */
type People = Readonly<Record<string, number>>

const seenBy = (people: People) =>
  Object.entries(people).map(([variant, count]) => ({
    variant,
    people: count,
    saw: count,
    impressions: count,
  }))
const test = (people: People, weights: People = {}): SplitTest =>
  testSplit(seenBy(people), new Map(Object.entries(weights)))
const verdict = (people: People, weights: People = {}) => splitVerdict(test(people, weights), true)

describe(splitVerdict, () => {
  it.each<[what: string, people: People, weights: People, tone: string, sentence: string]>([
    ['an even split', { a: 500, b: 500 }, {}, 'good', 'No sign of a mismatch (p = 1.000).'],
    ['61 : 90', { a: 61, b: 90 }, {}, 'good', 'No sign of a mismatch (p = 0.018).'],
    [
      '60 : 92',
      { a: 60, b: 92 },
      {},
      'wait',
      'Worth watching (p = 0.009): chance alone rarely splits people like this.',
    ],
    [
      '600 : 400',
      { a: 600, b: 400 },
      {},
      'bad',
      'Sample ratio mismatch (p < 0.001): a split this far off is almost never chance. Find the cause before you trust the result.',
    ],
    [
      '600 : 400 where 3 : 2 is expected',
      { a: 600, b: 400 },
      { a: 3, b: 2 },
      'good',
      'No sign of a mismatch (p = 1.000).',
    ],
    [
      'a tiny deviation of very many people',
      { a: 10_008_000, b: 9_992_000 },
      {},
      'wait',
      'Worth watching (p < 0.001): the split is off, but by less than 0.1\u00a0% of the people.',
    ],
    [
      'few people',
      { a: 3, b: 1 },
      {},
      'quiet',
      'Too few people to test the split yet (p = 0.317; each variant needs at least 5 expected people).',
    ],
    ['one variant', { a: 9 }, {}, 'quiet', 'There’s only one variant, so there’s no split to test.'],
    ['nobody', { a: 0, b: 0 }, {}, 'quiet', 'There’s no split to test.'],
    ['nothing', {}, {}, 'quiet', 'There’s no split to test.'],
    [
      'a variant that nobody got',
      { a: 100 },
      { never: 1 },
      'bad',
      expect.stringMatching(/^Sample ratio mismatch/) as string,
    ],
  ])('of %s', (_what, people, weights, tone, sentence) => {
    expect(verdict(people, weights)).toEqual({ tone, sentence, notes: [] })
  })

  it('names a variant that under 1 % of the people saw, and leaves it out', () => {
    expect(verdict({ a: 50, b: 50, stray: 1 })).toEqual({
      tone: 'good',
      sentence: 'No sign of a mismatch (p = 1.000).',
      notes: [
        'Only 1 of 101 people saw “stray”, so the test leaves it out. Is it a variant of this experiment?',
      ],
    })
    // 1 of 100 are not under 1 %.
    expect(verdict({ a: 49, b: 50, stray: 1 })).toMatchObject({ tone: 'bad', notes: [] })
  })

  it('tests it once someone enters a weight, and one that many people saw later', () => {
    expect(verdict({ a: 5000, b: 5000, rare: 50 }, { rare: 0.01 })).toMatchObject({ tone: 'good', notes: [] })
    const [a, b] = seenBy({ a: 100, late: 0 })
    const late = testSplit([...(a ? [a] : []), ...(b ? [{ ...b, saw: 60 }] : [])], new Map())
    expect(splitVerdict(late, true)).toMatchObject({ tone: 'bad', notes: [] })
  })

  it('says that variants with the weight 0 aren’t tested', () => {
    expect(verdict({ a: 50, b: 50, holdout: 30 }, { holdout: 0 })).toEqual({
      tone: 'good',
      sentence: 'No sign of a mismatch (p = 1.000).',
      notes: ['Not tested, because the expected weight is 0: “holdout”.'],
    })
  })

  it('names few of many', () => {
    const strays = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`stray-${String(index)}`, 1]))
    expect(verdict({ a: 5000, b: 5000, ...strays }).notes.slice(2)).toEqual([
      'Only 1 of 10,009 people saw “stray-2”, so the test leaves it out. Is it a variant of this experiment?',
      'The test also leaves out 6 other variants that few people saw.',
    ])
    const none = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`h${String(index)}`, 0]))
    expect(verdict({ a: 50, b: 50 }, none).notes).toEqual([
      'Not tested, because the expected weight is 0: “h0”, “h1”, “h2” and 2 more.',
    ])
  })

  it('says nothing while events are loading', () => {
    expect(splitVerdict(test({ a: 600, b: 400, stray: 1 }), false)).toEqual({
      tone: 'quiet',
      sentence: 'Events are still loading. The split will be tested afterwards.',
      notes: [],
    })
  })

  const at = (p: number, deviation: number) =>
    splitVerdict(
      { variants: [], people: 100, result: { statistic: 1, degrees: 1, p, deviation, isReliable: true } },
      true,
    ).tone

  it.each([
    [0.000_99, 0.001, 'bad'],
    [0.000_99, 0.000_99, 'wait'],
    [0.001, 0.2, 'wait'],
    [0.009_99, 0.2, 'wait'],
    [0.01, 0.2, 'good'],
  ])('at p = %d with a deviation of %d is %s', (p, deviation, tone) => {
    expect(at(p, deviation)).toBe(tone)
  })

  const names = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,9}$/), { minLength: 1, maxLength: 8 })
  const splits = names.chain((variants) =>
    fc.record({
      seen: fc.array(fc.nat(2000), { minLength: variants.length, maxLength: variants.length }),
      weights: fc.array(fc.option(fc.nat(9)), { minLength: variants.length, maxLength: variants.length }),
      order: fc.shuffledSubarray(variants, { minLength: variants.length }),
      variants: fc.constant(variants),
    }),
  )
  const stats = (variants: readonly string[], people: ReadonlyMap<string, number>) =>
    variants.map((variant) => {
      const count = people.get(variant) ?? 0
      return { variant, people: count, saw: count, impressions: count }
    })
  const mapOf = <T>(variants: readonly string[], values: readonly (T | null)[]): Map<string, T> =>
    new Map(
      variants.flatMap((variant, index) => {
        const value = values[index] ?? null
        return value === null ? [] : [[variant, value] as const]
      }),
    )

  it('doesn’t depend on the order of the variants', () => {
    fc.assert(
      fc.property(splits, ({ variants, seen: counts, weights, order }) => {
        const people = mapOf(variants, counts)
        const split = mapOf(variants, weights)
        const reordered = new Map(
          order.flatMap((name) => (split.has(name) ? [[name, split.get(name) ?? 0]] : [])),
        )
        const one = splitVerdict(testSplit(stats(variants, people), split), true)
        const other = splitVerdict(testSplit(stats(order, people), reordered), true)
        expect([other.tone, other.sentence]).toEqual([one.tone, one.sentence])
        // To the last digit, or a verdict could change at a threshold.
        const [result, otherResult] = [stats(variants, people), stats(order, people)].map(
          (seen) => testSplit(seen, split).result,
        )
        expect(otherResult).toEqual(result)
      }),
    )
  })

  it('doesn’t depend on the unit of the weights', () => {
    fc.assert(
      fc.property(splits, fc.integer({ min: 1, max: 1000 }), ({ variants, seen, weights }, factor) => {
        const people = mapOf(variants, seen)
        const said = weights.map((weight) => weight ?? 1)
        const scaled = said.map((weight) => weight * factor)
        const of = (all: readonly number[]) =>
          splitVerdict(testSplit(stats(variants, people), mapOf(variants, all)), true)
        expect(of(scaled)).toEqual(of(said))
      }),
    )
  })
})

describe(usualVariants, () => {
  it('are those that are tested by default', () => {
    expect([...usualVariants(seenBy({ a: 50, b: 50, stray: 1 }))]).toEqual(['a', 'b'])
  })
})
