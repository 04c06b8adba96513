import { chiSquareTest, type ChiSquare } from './chi-square.js'
import type { Split } from './expected-split.js'
import type { VariantStats } from './experiment-stats.js'

/** One variant and its part in the test. */
export interface TestedVariant {
  readonly variant: string
  /** People whose first variant it was. */
  readonly people: number
  /** People who saw it at all. */
  readonly saw: number
  /** `undefined` for one that nobody expects. */
  readonly weight: number | undefined
  /** `stray`: seen by too few to be a variant of the split. `untested`: nobody is expected to get it. */
  readonly part: 'tested' | 'stray' | 'untested'
}

/** The test of a sample ratio. */
export interface SplitTest {
  /** Seen or expected, in the order of the statistics; those that nobody has seen come last. */
  readonly variants: readonly TestedVariant[]
  /** People with a variant. */
  readonly people: number
  /** Of the tested variants; `undefined` where there is nothing to compare. */
  readonly result: ChiSquare | undefined
}

/** A variant that fewer people saw is taken for a stray one, unless somebody named it. */
const strayShare = 0.01

/** Compares how many people got each variant with what is expected: equal shares, unless `split` says otherwise. */
export function testSplit(seen: readonly VariantStats[], split: Split): SplitTest {
  const people = seen.reduce((sum, each) => sum + each.people, 0)
  const unseen = [...split.keys()].filter((name) => !seen.some(({ variant }) => variant === name))
  const variants = [
    ...seen.map(({ variant, people: first, saw }) => ({ variant, people: first, saw })),
    ...unseen.map((variant) => ({ variant, people: 0, saw: 0 })),
  ].map((each): TestedVariant => {
    const said = split.get(each.variant)
    if (said === undefined && each.saw < people * strayShare)
      return { ...each, weight: undefined, part: 'stray' }
    const weight = said ?? 1
    return { ...each, weight, part: weight > 0 ? 'tested' : 'untested' }
  })
  // In one order, whatever the order of the variants is: sums of fractions depend on it.
  const tested = variants
    .filter(({ part }) => part === 'tested')
    .sort((one, other) => (one.variant < other.variant ? -1 : 1))
  return {
    variants,
    people,
    result: chiSquareTest(
      tested.map((each) => each.people),
      tested.map(({ weight = 0 }) => weight),
    ),
  }
}

/** The variants that are expected without being named. */
export function usualVariants(seen: readonly VariantStats[]): ReadonlySet<string> {
  const { variants } = testSplit(seen, new Map())
  return new Set(variants.filter(({ part }) => part === 'tested').map(({ variant }) => variant))
}
