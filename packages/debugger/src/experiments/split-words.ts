import { countOf, formatCount } from '../ui/format-number.js'
import { cutEnd } from '../ui/short-text.js'
import type { SplitTest, TestedVariant } from './split-test.js'

/** What the sample-ratio test says, in a sentence, and what it says nothing about. */
export interface SplitVerdict {
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
  readonly sentence: string
  /** Variants that were left out of the test, and why: a sentence each, with names as they stand in the events. */
  readonly notes: readonly string[]
}

/** Below this the split isn’t chance. */
const mismatchP = 0.001
/** Below this it is worth an eye. */
const watchP = 0.01
/** A smaller deviation of the shares matters to nobody, however sure it is. */
const leastDeviation = 0.001

/** In words for people who want to know whether they can trust the split. No verdict before all events are here. */
export function splitVerdict(test: SplitTest, isWhole: boolean): SplitVerdict {
  if (!isWhole)
    return { tone: 'quiet', sentence: 'Events are still loading: the split is tested after that.', notes: [] }
  return { ...resultWords(test), notes: notesOf(test) }
}

function resultWords({ variants, people, result }: SplitTest): Omit<SplitVerdict, 'notes'> {
  if (result === undefined) {
    const hasOne = variants.filter(({ part }) => part === 'tested').length === 1
    return people > 0 && hasOne
      ? { tone: 'quiet', sentence: 'There is one variant only: no split to test.' }
      : { tone: 'quiet', sentence: 'There is no split to test.' }
  }
  const { p, deviation, isReliable } = result
  const shown = formatP(p)
  if (!isReliable)
    return {
      tone: 'quiet',
      sentence: `Too few people yet to test the split (${shown}; at least 5 must be expected of each variant).`,
    }
  if (p < mismatchP && deviation >= leastDeviation)
    return {
      tone: 'bad',
      sentence: `Sample ratio mismatch (${shown}): a split this far off is hardly ever chance. Find the cause before you trust the result.`,
    }
  if (p < mismatchP)
    return {
      tone: 'wait',
      sentence: `Worth watching (${shown}): the split is off, though by less than 0.1\u00a0% of the people.`,
    }
  if (p < watchP)
    return {
      tone: 'wait',
      sentence: `Worth watching (${shown}): chance alone rarely splits people like this.`,
    }
  return { tone: 'good', sentence: `No sign of a mismatch (${shown}).` }
}

const mostNamed = 3

function notesOf({ variants, people }: SplitTest): string[] {
  const strays = variants.filter(({ part }) => part === 'stray')
  const untested = variants.filter(({ part }) => part === 'untested')
  return [
    ...strays
      .slice(0, mostNamed)
      .map(
        ({ variant, saw }) =>
          `${quoted(variant)} was seen by ${formatCount(saw)} of ${countOf(people, 'person', 'people')}: not a variant of this split? Left out of the test.`,
      ),
    ...(strays.length > mostNamed
      ? [`${countOf(strays.length - mostNamed, 'other variant')} seen by so few people are left out, too.`]
      : []),
    ...(untested.length === 0 ? [] : [untestedNote(untested)]),
  ]
}

function untestedNote(untested: readonly TestedVariant[]): string {
  const names = untested.slice(0, mostNamed).map(({ variant }) => quoted(variant))
  const more = untested.length > mostNamed ? ` and ${formatCount(untested.length - mostNamed)} more` : ''
  return `Not tested, because the expected weight is 0: ${names.join(', ')}${more}.`
}

function quoted(variant: string): string {
  return `“${cutEnd(variant, 60)}”`
}

/** `p = 0.042`, `p < 0.001`; what is below a threshold never looks as if it weren’t. */
export function formatP(p: number): string {
  if (p < mismatchP) return 'p < 0.001'
  return `p = ${(p < watchP ? Math.floor(p * 1000) / 1000 : p).toFixed(3)}`
}
