import type { ValueKind } from '@experiment-impressions/contract/json'
import type { Place } from './place.js'

/** What to do about a place that can't be read. Offsets count from the start of the text that is read. */
export type Hint =
  | { readonly is: 'comma missing'; readonly at: number }
  | { readonly is: 'comma too many' }
  | { readonly is: 'colon missing' }
  | { readonly is: 'bracket too many' }
  | { readonly is: 'bracket wrong'; readonly expected: string }
  | { readonly is: 'not closed'; readonly brackets: string }
  | { readonly is: 'close string'; readonly at: number }
  | { readonly is: 'control' }
  | { readonly is: 'escape' }
  | { readonly is: 'left out' }
  | { readonly is: 'curly quote' }
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'name' }
  | { readonly is: 'no JSON' }
  | { readonly is: 'no event'; readonly found: ValueKind; readonly index: number | null }
  | { readonly is: 'body in a file' }

/** A few characters around a place, unescaped: what the place's line has before and after it. */
export interface Excerpt {
  readonly before: string
  readonly after: string
  /** Whether the line has more on either side. */
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** A place where the input can't be read as an event. */
export interface Mistake extends Place {
  /** What should be there: `a colon`. */
  readonly expected: string
  /** What to do, with the line of its offset if it has one. */
  readonly hint: Hint
  readonly hintLine: number
  readonly excerpt: Excerpt
}

const room = 30

/** A few characters around an offset, within its line. */
export function excerptAt(text: string, offset: number): Excerpt {
  const from = Math.max(0, offset - room)
  const to = Math.min(text.length, offset + room)
  const head = text.slice(from, offset)
  const tail = text.slice(offset, to)
  const lineStart = head.lastIndexOf('\n') + 1
  const lineEnd = tail.search(/[\r\n]/)
  return {
    before: head.slice(lineStart),
    after: lineEnd === -1 ? tail : tail.slice(0, lineEnd),
    isCutBefore: lineStart === 0 && from > 0 && text[from - 1] !== '\n',
    isCutAfter: lineEnd === -1 && to < text.length && text[to] !== '\n' && text[to] !== '\r',
  }
}
