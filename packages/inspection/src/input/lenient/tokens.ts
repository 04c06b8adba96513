import type { Leniency } from './leniency.js'
import type { Hint } from '../mistake.js'

/** A part of a text, or the place where it breaks. */
export type Token =
  | {
      readonly ok: true
      readonly value: unknown
      readonly end: number
      readonly not: Leniency['kind'] | undefined
    }
  | { readonly ok: false; readonly at: number; readonly expected: string; readonly hint: Hint }

const jsonSpace = /[\t\n\r ]+/y
const otherSpace = /[\s\ufeff]+/y
const lineComment = /\/\/[^\n]*/y

/** Skips white space and comments. */
export function skipBlank(text: string, from: number, note: (what: Leniency) => void): number {
  let at = from
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.test(text)
    if (found) at = pattern.lastIndex
    return found
  }
  for (;;) {
    if (take(jsonSpace)) continue
    const start = at
    if (take(otherSpace)) note({ kind: 'blank', at: start })
    else if (take(lineComment)) note({ kind: 'comment', at: start })
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end === -1) return text.length
      at = end + 2
      note({ kind: 'comment', at: start })
    } else return at
  }
}

const stretches: Readonly<Record<string, RegExp>> = {
  '"': /[ !#-[\]-\uffff]{1,10000}/y,
  "'": /[ -&(-[\]-\uffff]{1,10000}/y,
  // A template with a placeholder isn't text.
  '`': /(?:[^`\\$]|\$(?!\{)){1,10000}/y,
}
const escape =
  /\\(?:u([\dA-Fa-f]{4})|u\{0{0,9}([\dA-Fa-f]{1,5})\}|x([\dA-Fa-f]{2})|(\r?\n)|([^A-Za-z\d]|[bfnrtv0]))/y
const escaped: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
}

/** Reads text in double, single or back quotes, with the escapes of JavaScript. */
export function readString(text: string, from: number): Token {
  const quote = text.charAt(from)
  const stretch = stretches[quote] as RegExp
  const parts: string[] = []
  let at = from + 1
  for (;;) {
    stretch.lastIndex = at
    if (stretch.test(text)) {
      parts.push(text.slice(at, stretch.lastIndex))
      at = stretch.lastIndex
      continue
    }
    if (text[at] !== '\\') break
    escape.lastIndex = at
    const found = escape.exec(text)
    if (found === null)
      return at + 1 >= text.length
        ? {
            ok: false,
            at: text.length,
            expected: 'the end of a string',
            hint: { is: 'close string', at: from },
          }
        : { ok: false, at, expected: 'an escape such as \\n or \\\\', hint: { is: 'escape' } }
    const [all, four, braced, two, lineEnd, one = ''] = found
    const code = four ?? braced ?? two
    if (code !== undefined) parts.push(String.fromCodePoint(parseInt(code, 16)))
    else if (lineEnd === undefined) parts.push(escaped[one] ?? one)
    at += all.length
  }
  if (text[at] === quote) {
    const not = quote === '"' ? undefined : quote === "'" ? 'single quotes' : 'backquotes'
    return { ok: true, value: parts.join(''), end: at + 1, not }
  }
  if (at >= text.length || text[at] === '\n' || text[at] === '\r')
    return { ok: false, at, expected: 'the end of a string', hint: { is: 'close string', at: from } }
  return quote === '`'
    ? { ok: false, at, expected: 'text without a placeholder', hint: { is: 'word', word: '${…}' } }
    : { ok: false, at, expected: 'an escape, not a raw control character', hint: { is: 'control' } }
}

const jsonNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?(?![\w$.])/y
const otherNumber =
  /[+-]?(?:0[Xx][\dA-Fa-f]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?)(?=n?(?![\w$.]))n?/y

/** Reads a number as JavaScript writes it; a BigInt becomes a number, as in JSON. `undefined` if there is none. */
export function readNumber(text: string, from: number): Token | undefined {
  for (const [pattern, not] of [
    [jsonNumber, undefined],
    [otherNumber, 'number'],
  ] as const) {
    pattern.lastIndex = from
    const found = pattern.exec(text)?.[0]
    if (found === undefined) continue
    const digits = found.replace(/n$/, '').replace(/^[+-]/, '')
    const value = Number(digits)
    return { ok: true, value: found.startsWith('-') ? -value : value, end: pattern.lastIndex, not }
  }
  return undefined
}

const word = /[\p{L}_$][\p{L}\p{N}_$]{0,200}/uy

/** The name or word at an offset; empty if there is none. */
export function wordAt(text: string, from: number): string {
  word.lastIndex = from
  return word.exec(text)?.[0] ?? ''
}

/** Words that are values, and whether JSON has them. Like `JSON.stringify`, reads what JSON can't say as null. */
export const valueWords: ReadonlyMap<
  string,
  { readonly value: unknown; readonly not: Leniency['kind'] | undefined }
> = new Map([
  ['true', { value: true, not: undefined }],
  ['false', { value: false, not: undefined }],
  ['null', { value: null, not: undefined }],
  ['undefined', { value: undefined, not: 'undefined' }],
  ['NaN', { value: null, not: 'undefined' }],
  ['Infinity', { value: null, not: 'undefined' }],
  // As Python prints them.
  ['True', { value: true, not: 'word' }],
  ['False', { value: false, not: 'word' }],
  ['None', { value: null, not: 'word' }],
])

/** Whether text may start with a character. */
export function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`'
}

/** Whether a console left a part out here: `…`, `[Object]`. */
export function isLeftOut(text: string, at: number): boolean {
  return /^(?:\u2026|\.\.\.|(?:Object|Array|Circular|Function)\b)/.test(text.slice(at, at + 10))
}

/** What to do about a character that can't start a name or a value; `undefined` if that isn't clear. `close`: what ends its holder. */
export function strayHint(text: string, at: number, close = ''): Hint | undefined {
  const character = text.charAt(at)
  if (/[\u201c-\u201f\u2018-\u201b\u00ab\u00bb]/.test(character)) return { is: 'curly quote' }
  if (isLeftOut(text, at)) return { is: 'left out' }
  return /[}\])]/.test(character) ? { is: 'bracket wrong', expected: close } : undefined
}
