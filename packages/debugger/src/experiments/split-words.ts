import { countOf, cutEnd, formatCount } from '@experiment-impressions/inspection'
import type { SplitTest, TestedVariant } from './split-test.js'

/** The result of the sample-ratio test in a sentence, and which variants it left out. */
export interface SplitVerdict {
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
  readonly sentence: string
  /** A sentence per variant that the test left out, with the reason. Names are as in the events, unescaped. */
  readonly notes: readonly string[]
}

/** Below this, the split isn’t chance. */
const mismatchP = 0.001
/** Below this, it’s worth watching. */
const watchP = 0.01
/** A smaller deviation of the shares doesn’t matter, however certain it is. */
const leastDeviation = 0.001

/** Says whether the split can be trusted. There is no verdict before all events have arrived. */
export function splitVerdict(test: SplitTest, isWhole: boolean): SplitVerdict {
  if (!isWhole)
    return {
      tone: 'quiet',
      sentence: 'Events are still loading. The split will be tested afterwards.',
      notes: [],
    }
  return { ...resultWords(test), notes: notesOf(test) }
}

function resultWords({ variants, people, result }: SplitTest): Omit<SplitVerdict, 'notes'> {
  if (result === undefined) {
    const hasOne = variants.filter(({ part }) => part === 'tested').length === 1
    return people > 0 && hasOne
      ? { tone: 'quiet', sentence: 'There’s only one variant, so there’s no split to test.' }
      : { tone: 'quiet', sentence: 'There’s no split to test.' }
  }
  const { p, deviation, isReliable } = result
  const shown = formatP(p)
  if (!isReliable)
    return {
      tone: 'quiet',
      sentence: `Too few people to test the split yet (${shown}; each variant needs at least 5 expected people).`,
    }
  if (p < mismatchP && deviation >= leastDeviation)
    return {
      tone: 'bad',
      sentence: `Sample ratio mismatch (${shown}): a split this far off is almost never chance. Find the cause before you trust the result.`,
    }
  if (p < mismatchP)
    return {
      tone: 'wait',
      sentence: `Worth watching (${shown}): the split is off, but by less than 0.1\u00a0% of the people.`,
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
          `Only ${formatCount(saw)} of ${countOf(people, 'person', 'people')} saw ${quoted(variant)}, so the test leaves it out. Is it a variant of this experiment?`,
      ),
    ...(strays.length > mostNamed
      ? [
          `The test also leaves out ${countOf(strays.length - mostNamed, 'other variant')} that few people saw.`,
        ]
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

/** `p = 0.042`, `p < 0.001`. Rounding never lifts a value over a threshold. */
export function formatP(p: number): string {
  if (p < mismatchP) return 'p < 0.001'
  return `p = ${(p < watchP ? Math.floor(p * 1000) / 1000 : p).toFixed(3)}`
}
