import { escapeText } from '@experiment-impressions/contract'

/** Where a JSON value ends, or stops being JSON, as offsets into the text. */
export type Scan =
  | { readonly ok: true; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly expected: string }

const space = /[\t\n\r ]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y
/** A stretch of a string: characters other than quotes, backslashes and controls, or one escape. Matched repeatedly, because strings can be very long. */
const stretch = /[ !#-[\]-\uffff]{1,10000}|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y

/**
 * Finds the end of the JSON value that starts at an offset. `JSON.parse` doesn't say where a value ends, and only sometimes
 * where it breaks, in words that quote the input. Keeps its own stack, so any depth works.
 */
export function scanJson(text: string, from: number): Scan {
  const open: ('{' | '[')[] = []
  let at = from
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.test(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const takeOne = (character: string): boolean => {
    take(space)
    if (text[at] !== character) return false
    at += 1
    return true
  }
  const broken = (expected: string): Scan => ({
    ok: false,
    at,
    expected: at >= text.length ? `${expected}, but the text ends` : expected,
  })
  const takeString = (): boolean => {
    if (!takeOne('"')) return false
    while (take(stretch));
    if (text[at] !== '"') return false
    at += 1
    return true
  }

  for (;;) {
    take(space)
    if (takeOne('{')) {
      if (!takeOne('}')) {
        if (!takeString()) return broken('a name in double quotes, or }')
        if (!takeOne(':')) return broken('a colon')
        open.push('{')
        continue
      }
    } else if (takeOne('[')) {
      if (!takeOne(']')) {
        open.push('[')
        continue
      }
    } else if (text[at] === '"') {
      if (!takeString())
        return broken(
          text.charCodeAt(at) < 32 ? 'an escape, not a raw control character' : 'the end of a string',
        )
    } else if (!take(scalar)) return broken('a JSON value')

    // A value is complete: continue in its container, or leave that.
    for (;;) {
      const holder = open[open.length - 1]
      if (holder === undefined) return { ok: true, end: at }
      if (takeOne(',')) {
        if (holder === '{') {
          if (!takeString()) return broken('a name in double quotes')
          if (!takeOne(':')) return broken('a colon')
        }
        break
      }
      if (!takeOne(holder === '{' ? '}' : ']'))
        return broken(holder === '{' ? 'a comma or }' : 'a comma or ]')
      open.pop()
    }
  }
}

/** The offset of the first character at or after `from` that is no white space. */
export function skipSpace(text: string, from: number): number {
  space.lastIndex = from
  space.test(text)
  return Math.max(from, space.lastIndex)
}

/** A place where a text isn't JSON, and what JSON needs there. Lines and columns count from 1. */
export interface BrokenJson {
  readonly line: number
  readonly column: number
  readonly expected: string
}

/** The line and column of an offset. */
export function placeOf(text: string, offset: number): Pick<BrokenJson, 'line' | 'column'> {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines[lines.length - 1] as string).length + 1 }
}

/** `line 2, column 8 isn’t JSON: expected a colon.` */
export function describeBroken({ line, column, expected }: BrokenJson): string {
  return `line ${String(line)}, column ${String(column)} isn’t JSON: expected ${escapeText(expected)}.`
}
