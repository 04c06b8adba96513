import type { EventSummary } from '@experiment-impressions/inspection'
import { noVariant } from './filter.js'

/** The filter’s options, the most frequent first. */
export interface Choices {
  readonly flags: readonly string[]
  readonly variants: readonly string[]
}

/** The flags and variants among events, at most `most` of each. */
export function choicesOf(summaries: Iterable<EventSummary>, most = 100): Choices {
  const flags = new Map<string, number>()
  const variants = new Map<string, number>()
  for (const { flag, variant } of summaries) {
    if (flag !== undefined) flags.set(flag, (flags.get(flag) ?? 0) + 1)
    const shown = variant ?? noVariant
    variants.set(shown, (variants.get(shown) ?? 0) + 1)
  }
  return { flags: frequent(flags, most), variants: frequent(variants, most) }
}

function frequent(counts: ReadonlyMap<string, number>, most: number): string[] {
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([name]) => name)
}
