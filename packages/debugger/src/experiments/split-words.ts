import type { ChiSquare } from './chi-square.js'
import { mismatchP } from './chi-square.js'

/** What the sample-ratio test says, in a sentence. */
export interface SplitVerdict {
  readonly tone: 'good' | 'bad' | 'quiet'
  readonly sentence: string
}

/** In words for people who want to know whether they can trust the split. */
export function splitVerdict(test: ChiSquare | undefined): SplitVerdict {
  if (test === undefined) return { tone: 'quiet', sentence: 'There is one variant only: no split to test.' }
  const shown = formatP(test.p)
  if (!test.isReliable)
    return {
      tone: 'quiet',
      sentence: `Too few people yet to test the split (${shown}; 5 of each are needed).`,
    }
  return test.p < mismatchP
    ? {
        tone: 'bad',
        sentence: `Sample ratio mismatch: chance alone hardly splits people so (${shown}). Find out why before trusting the result.`,
      }
    : { tone: 'good', sentence: `The split is as expected (${shown}).` }
}

/** `p = 0.042`, `p < 0.001`. */
export function formatP(p: number): string {
  return p < mismatchP ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}
