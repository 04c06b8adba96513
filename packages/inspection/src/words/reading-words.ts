import type { EventPart, InputPart, Reading } from '../input/input-part.js'
import type { LeniencyKind } from '../input/lenient/leniency.js'
import { countOf, formatCount } from '../text/format-number.js'

/** How the events of an input stood in it. */
export interface ReadingTally {
  /** Events by what they were unwrapped from. */
  readonly unwrapped: Map<string, number>
  readonly from: Map<Reading['from'], number>
  /** What wasn't JSON: the first line, and how many values had it. */
  readonly leniencies: Map<LeniencyKind, { readonly line: number; count: number }>
  /** Lines of text without an event. */
  textLines: number
}

/** A tally of nothing. */
export function createReadingTally(): ReadingTally {
  return { unwrapped: new Map(), from: new Map(), leniencies: new Map(), textLines: 0 }
}

/** Wrappers that are named; the others are counted together. */
const mostNamed = 8

/** Counts how a part stood in the input. */
export function countReading(tally: ReadingTally, part: InputPart): void {
  if (part.kind === 'text') tally.textLines += part.lines
  if (part.kind !== 'event') return
  const { reading, index }: EventPart = part
  const { within, from, leniencies } = reading
  if (within !== '') {
    const { unwrapped } = tally
    const name = unwrapped.has(within) || unwrapped.size < mostNamed ? within : 'other wrappers'
    unwrapped.set(name, (unwrapped.get(name) ?? 0) + 1)
  }
  if (from !== 'json') tally.from.set(from, (tally.from.get(from) ?? 0) + 1)
  // All events of one text share its leniencies.
  if (index !== null && index > 1) return
  for (const { kind, line } of leniencies) {
    const known = tally.leniencies.get(kind)
    if (known === undefined) tally.leniencies.set(kind, { line, count: 1 })
    else known.count += 1
  }
}

/** Says how the events were read, a sentence for each thing that isn't plain JSON. */
export function readingSentences(tally: ReadingTally): string[] {
  const { unwrapped, from, leniencies, textLines } = tally
  const lenient = [...leniencies].map(
    ([kind, { line, count }]) =>
      `${leniencyWords[kind]} on line ${formatCount(line)}${count === 1 ? '' : ` and ${formatCount(count - 1)} more`}`,
  )
  return [
    ...[...unwrapped].map(
      ([within, count]) => `Unwrapped ${countOf(count, 'event')} from ${wrapperWords(within)}.`,
    ),
    ...[...from].map(([kind, count]) => fromWords(kind, countOf(count, 'event'))),
    ...(lenient.length === 0
      ? []
      : [`Read as a JavaScript object, because it isn’t JSON: ${lenient.join(', ')}.`]),
    ...(textLines === 0 ? [] : [`Left out ${countOf(textLines, 'line')} of text without an event.`]),
  ]
}

function wrapperWords(within: string): string {
  return within
    .replace(/^\(([\w-]+)\)/, (_, encoding: string) =>
      encoding === 'string' ? 'JSON in a string' : `${encoding} JSON`,
    )
    .replace(/ \(string\)$/, ', a string')
}

function fromWords(from: Reading['from'], events: string): string {
  switch (from) {
    case 'text':
    case 'json':
      return `Found ${events} within lines of other text.`
    case 'quotes':
      return `Read ${events} from JSON in quotes.`
    case 'curl':
      return `Read ${events} from the body of a curl command.`
    case 'fetch':
      return `Read ${events} from the body of a fetch call.`
    case 'method':
      return `Read ${events} from a call such as analytics.track(…), which gets its ids and times only when it runs.`
  }
}

const leniencyWords: Readonly<Record<LeniencyKind, string>> = {
  'trailing comma': 'a trailing comma',
  'missing comma': 'a missing comma',
  'extra comma': 'an extra comma',
  'single quotes': 'single quotes',
  backquotes: 'backquotes',
  'unquoted name': 'a name without quotes',
  comment: 'a comment',
  undefined: 'undefined or NaN',
  number: 'a number as JavaScript writes it',
  word: 'a word of Python',
  'class name': 'the name of a class',
  blank: 'a blank that JSON doesn’t allow',
  'JSON.stringify': 'JSON.stringify(…)',
}
