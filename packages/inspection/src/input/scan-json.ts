/** Where a JSON value ends, or stops being JSON, as offsets into the text. */
export type Scan =
  | { readonly ok: true; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly expected: string }

const space = /[\t\n\r ]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y
/** A stretch of a string: characters other than quotes, backslashes and controls, or one escape. Matched repeatedly, because strings can be very long. */
const stretch = /[ !#-[\]-\uffff]{1,10000}|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y

/** What comes next in a JSON text. */
type Next = 'value' | 'first name' | 'name' | 'colon' | 'first element' | 'comma'

/** Follows one JSON value through a text that arrives line by line. */
export interface JsonScanner {
  /**
   * Scans on at an offset of the next lines. `undefined` if they end within the value. Give whole lines with their line ends:
   * no name, text or number of JSON goes over the end of a line.
   */
  readonly feed: (text: string, from: number) => Scan | undefined
  /** What JSON needs next. */
  readonly expected: () => string
}

/** Creates a scanner for one value. It keeps its own stack, so any depth works. */
export function createScanner(): JsonScanner {
  const open: ('{' | '[')[] = []
  let next: Next = 'value'
  const expected = (): string => (next === 'comma' ? `a comma or ${closing(open)}` : words[next])

  return {
    expected,
    feed(text, from) {
      let at = from
      const take = (pattern: RegExp): boolean => {
        pattern.lastIndex = at
        const found = pattern.test(text)
        if (found) at = pattern.lastIndex
        return found
      }
      const broken = (needed = expected()): Scan => ({
        ok: false,
        at,
        expected: at >= text.length ? cutShort(needed) : needed,
      })
      const takeString = (): Scan | undefined => {
        at += 1
        while (take(stretch));
        if (text[at] === '"') {
          at += 1
          return undefined
        }
        return broken(
          text.charCodeAt(at) < 32 ? 'an escape, not a raw control character' : 'the end of a string',
        )
      }
      for (;;) {
        take(space)
        if (at >= text.length) return undefined
        const character = text[at]
        if (next === 'colon') {
          if (character !== ':') return broken()
          at += 1
          next = 'value'
          continue
        }
        if (next === 'name' || (next === 'first name' && character !== '}')) {
          if (character !== '"') return broken()
          const problem = takeString()
          if (problem !== undefined) return problem
          next = 'colon'
          continue
        }
        if (next === 'comma' && character === ',') {
          at += 1
          next = open[open.length - 1] === '{' ? 'name' : 'value'
          continue
        }
        if (next === 'comma' || next === 'first name' || (next === 'first element' && character === ']')) {
          if (character !== closing(open)) return broken()
          at += 1
          open.pop()
        } else if (character === '{' || character === '[') {
          at += 1
          open.push(character)
          next = character === '{' ? 'first name' : 'first element'
          continue
        } else if (character === '"') {
          const problem = takeString()
          if (problem !== undefined) return problem
        } else if (!take(scalar)) return broken()
        if (open.length === 0) return { ok: true, end: at }
        next = 'comma'
      }
    },
  }
}

const words = {
  value: 'a JSON value',
  'first element': 'a JSON value',
  'first name': 'a name in double quotes, or }',
  name: 'a name in double quotes',
  colon: 'a colon',
} as const satisfies Partial<Record<Next, string>>

function closing(open: readonly ('{' | '[')[]): '}' | ']' {
  return open[open.length - 1] === '{' ? '}' : ']'
}

/** What was expected where a text ends too early. */
function cutShort(expected: string): string {
  return `${expected}, but the text ends`
}

/**
 * Finds the end of the JSON value that starts at an offset. `JSON.parse` doesn't say where a value ends, and only sometimes
 * where it breaks, in words that quote the input.
 */
export function scanJson(text: string, from: number): Scan {
  const scanner = createScanner()
  return scanner.feed(text, from) ?? { ok: false, at: text.length, expected: cutShort(scanner.expected()) }
}

/** The offset of the first character at or after `from` that is no white space. */
export function skipSpace(text: string, from: number): number {
  space.lastIndex = from
  space.test(text)
  return Math.max(from, space.lastIndex)
}
