import { generateFql, parseFql, validate } from './framework.js'

/** A filter in Segment’s language (FQL), as Segment’s own reader understands it. */
export interface Filter {
  /** What Segment reads, where that is not what stands there: its reader passes over what it does not understand. */
  readonly readAs: string | undefined
  readonly matches: (event: unknown) => boolean
}

/** Reads a filter; `undefined` where Segment cannot read it, and so delivers nothing. */
export function readFilter(fql: string): Filter | undefined {
  const parsed = parseFql(fql)
  if ('error' in parsed) return undefined
  const read = generateFql(parsed)
  return {
    readAs: meaningOf(read) === meaningOf(fql) ? undefined : read,
    matches: (event) => validate(parsed, event),
  }
}

/** A filter without what may be written in more than one way. */
function meaningOf(fql: string): string {
  return fql.replace(/[\s"'()]+/g, '').toLowerCase()
}
