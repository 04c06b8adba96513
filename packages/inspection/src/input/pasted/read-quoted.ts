import { readString } from '../lenient/tokens.js'
import { readJsonText } from '../wrapped/read-json-text.js'
import { parseLenient } from '../lenient/parse-lenient.js'

/** JSON that a text holds in quotes. */
export interface Quoted {
  readonly end: number
  readonly values: readonly unknown[]
}

/** A way to quote JSON: where it starts, where it ends, and what the text in it stands for. */
interface Quoting {
  readonly starts: RegExp
  /** The offset of the quote that ends it; -1 if none does. */
  readonly findEnd: (text: string, from: number) => number
  readonly decode: (quoted: string) => string | undefined
}

const quotings: readonly Quoting[] = [
  {
    // A cell of a spreadsheet or CSV file: "{""type"": …}"
    starts: /"\s{0,20}[[{][[{\s]{0,20}""/y,
    findEnd: (text, from) => findUndoubled(text, '"', from),
    decode: (quoted) => quoted.replace(/""/g, '"'),
  },
  {
    // Text of most languages: "{\"type\": …}"
    starts: /"\s{0,20}[[{](?:[[{\s]|\\[nt]){0,20}\\"/y,
    findEnd: (text, from) => findUnescaped(text, from, { quote: '"', escape: '\\' }),
    decode: (quoted) => unquoted(`"${quoted}"`),
  },
  {
    // PowerShell: "{`"type`": …}"
    starts: /"\s{0,20}[[{](?:[[{\s]|`[nt]){0,20}`"/y,
    findEnd: (text, from) => findUnescaped(text, from, { quote: '"', escape: '`' }),
    decode: decodePowerShell,
  },
  {
    // Shells with special characters: $'{"type": …}'
    starts: /\$'\s{0,20}[[{]/y,
    findEnd: (text, from) => findUnescaped(text, from, { quote: "'", escape: '\\' }),
    decode: (quoted) => unquoted(`'${quoted}'`),
  },
  {
    // Shells: '{"type": "it'\''s"}'
    starts: /'\s{0,20}[[{]/y,
    findEnd: findShellEnd,
    decode: (quoted) => quoted.replace(/'\\''|'"'"'/g, "'"),
  },
  {
    // JavaScript and Python: '{"type": "it\'s"}'
    starts: /'\s{0,20}[[{]/y,
    findEnd: (text, from) => findUnescaped(text, from, { quote: "'", escape: '\\' }),
    decode: (quoted) => unquoted(`'${quoted}'`),
  },
]

/** How many characters are searched for the end of a quotation. */
const longest = 2 ** 20

/**
 * Creates a reader of JSON in quotes at an offset. It returns `open` if the text ends before the quotation does. It remembers
 * up to where a quotation of each kind isn't closed, so reading takes linear time.
 */
export function createQuotedReader() {
  let openUntil = quotings.map(() => -1)
  let closedUntil = -1
  return {
    /** `base`: the offset of the text in the input. */
    read(text: string, at: number, base: number): Quoted | 'open' | undefined {
      // A bracket alone doesn't show yet which quotation it is.
      let isOpen = base + at >= closedUntil && /^\$?["'][\s[{]{1,40}$/.test(text.slice(at, at + 43))
      for (const [index, { starts, findEnd, decode }] of quotings.entries()) {
        starts.lastIndex = at
        if (!starts.test(text) || base + at < (openUntil[index] as number)) continue
        const from = text.indexOf(text[at] === '$' ? "'" : (text[at] as string), at) + 1
        const end = findEnd(text, from)
        if (end === -1 || end - from > longest) {
          if (text.length - from < longest) isOpen = true
          else openUntil = openUntil.map((until, each) => (each === index ? base + text.length : until))
          continue
        }
        const inside = decode(text.slice(from, end))
        const values = inside === undefined ? undefined : valuesOf(inside)
        if (values !== undefined) return { end: end + 1, values }
      }
      return isOpen ? 'open' : undefined
    },
    /** Notes that the input ended with open quotations. */
    close(base: number): void {
      openUntil = openUntil.map(() => base)
      closedUntil = base
    },
  }
}

function valuesOf(text: string): readonly unknown[] | undefined {
  const json = readJsonText(text)?.values
  if (json !== undefined) return json
  const start = text.search(/\S/)
  const parsed = start === -1 || !/[[{]/.test(text.charAt(start)) ? undefined : parseLenient(text, start)
  return parsed?.ok === true && text.slice(parsed.end).trim() === '' ? [parsed.value] : undefined
}

function findUndoubled(text: string, quote: string, from: number): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 2))
    if (text[at + 1] !== quote) return at
  return -1
}

function findUnescaped(
  text: string,
  from: number,
  { quote, escape }: { readonly quote: string; readonly escape: string },
): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === escape) at += 1
    else if (text[at] === quote) return at
    else if (at - from > longest) return -1
  }
  return -1
}

function findShellEnd(text: string, from: number): number {
  for (let at = text.indexOf("'", from); at !== -1; at = text.indexOf("'", at)) {
    const joined = ["'\\''", `'"'"'`].find((one) => text.startsWith(one, at))
    if (joined === undefined) return at
    at += joined.length
  }
  return -1
}

function unquoted(text: string): string | undefined {
  const token = readString(text, 0)
  return token.ok && token.end === text.length ? (token.value as string) : undefined
}

function decodePowerShell(quoted: string): string {
  return quoted.replace(
    /\$\(\[char\](0x[\dA-Fa-f]{1,5}|\d{1,6})\)|`([^])|""/g,
    (_, code?: string, one?: string) =>
      code !== undefined
        ? String.fromCodePoint(Math.min(Number(code), 0x10ffff))
        : one === undefined
          ? '"'
          : ({ n: '\n', r: '\r', t: '\t', '0': '\0' }[one] ?? one),
  )
}
