import { chiSquareTest, type ChiSquare } from './chi-square.js'
import type { Split } from './expected-split.js'
import type { VariantStats } from './experiment-stats.js'

/** One variant and its role in the test. */
export interface TestedVariant {
  readonly variant: string
  /** People whose first variant it was. */
  readonly people: number
  /** People who saw it at all. */
  readonly saw: number
  /** `undefined` for an unexpected variant. */
  readonly weight: number | undefined
  /** `stray`: too few people saw it for a variant of the split. `untested`: its expected weight is 0. */
  readonly part: 'tested' | 'stray' | 'untested'
}

/** The test of one flag’s sample ratio. */
export interface SplitTest {
  /** Seen variants in the order of the statistics, then expected ones that no one saw. */
  readonly variants: readonly TestedVariant[]
  /** People with a variant. */
  readonly people: number
  /** Covers the tested variants; `undefined` if there is nothing to compare. */
  readonly result: ChiSquare | undefined
}

/** A variant with a smaller share is a stray one, unless someone entered a weight for it. */
const strayShare = 0.01

/** Compares the number of people per variant with the expected split: equal shares, unless `split` says otherwise. */
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
  // Sorted, because sums of fractions depend on their order.
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

/** The variants that are expected by default. */
export function usualVariants(seen: readonly VariantStats[]): ReadonlySet<string> {
  const { variants } = testSplit(seen, new Map())
  return new Set(variants.filter(({ part }) => part === 'tested').map(({ variant }) => variant))
}
