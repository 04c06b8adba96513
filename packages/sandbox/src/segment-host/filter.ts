import { asksOf, replaceAsks, type Ask } from './filter-asks.js'
import { generateFql, parseFql, validate } from './framework.js'

/** A filter in Segment's language (FQL), as Segment's own reader understands it. */
export interface Filter {
  /** The filter that Segment reads, if it differs from the text: its reader skips what it doesn't understand. */
  readonly readAs: string | undefined
  readonly matches: (event: unknown) => boolean
  /** What it asks of a call's type, event and name, in order. */
  readonly asks: readonly Ask[]
  /** The filter with other values asked for, in Segment's language. */
  readonly rewrite: (change: (ask: Ask) => Ask) => string
}

/** Reads a filter. Returns `undefined` if Segment can't read it; it then delivers nothing. */
export function readFilter(fql: string): Filter | undefined {
  const parsed = parseFql(fql)
  if ('error' in parsed) return undefined
  const read = generateFql(parsed)
  return {
    readAs: withoutSpelling(read) === withoutSpelling(fql) ? undefined : read,
    matches: (event) => validate(parsed, event),
    asks: asksOf(parsed),
    rewrite: (change) => generateFql(replaceAsks(parsed, change)),
  }
}

/** A filter without spaces, quotes, parentheses and case: two spellings of one filter become equal. */
function withoutSpelling(fql: string): string {
  return fql.replace(/[\s"'()]+/g, '').toLowerCase()
}
