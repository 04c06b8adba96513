import { parseLenient, type BrokenValue } from '../lenient/parse-lenient.js'
import type { Leniency } from '../lenient/leniency.js'
import type { Reading } from '../input-part.js'
import { toCall } from '../wrapped/to-call.js'
import { callTypes } from '../wrapped/is-call.js'
import type { createQuotedReader } from './read-quoted.js'

/** What starts at a place of a text: values up to an offset, a value that breaks, or nothing. */
export type Started =
  | {
      readonly is: 'values'
      readonly end: number
      readonly values: readonly unknown[]
      readonly from: Reading['from']
      readonly leniencies: readonly Leniency[]
    }
  | { readonly is: 'broken'; readonly broken: BrokenValue }
  /** The text ends first. */
  | { readonly is: 'open'; readonly broken: BrokenValue | undefined }
  | { readonly is: 'nothing'; readonly next: number }

const start =
  /[{[]|\$?["'](?=\s{0,20}[[{])|(?<![\w$])(?:track|page|screen|identify|group|alias|fetch)\s{0,9}\(/

/** The offset of the first place in a line where a value may start; `undefined` if there is none. */
export function findStart(line: string): number | undefined {
  const found = line.search(start)
  return found === -1 ? undefined : found
}

/** Reads what starts at an offset that `findStart` returned. `base`: the offset of the text in the input. */
export function readStart(
  text: string,
  at: number,
  { quoted, base }: { readonly quoted: ReturnType<typeof createQuotedReader>; readonly base: number },
): Started {
  const character = text.charAt(at)
  if (character === '{' || character === '[') return read(text, at)
  if (/["'$]/.test(character)) {
    const inside = quoted.read(text, at, base)
    if (inside === 'open') return { is: 'open', broken: undefined }
    if (inside === undefined) return { is: 'nothing', next: at + (character === '$' ? 2 : 1) }
    return { is: 'values', end: inside.end, values: inside.values, from: 'quotes', leniencies: [] }
  }
  const open = text.indexOf('(', at)
  const method = text.slice(at, open).trim()
  const isProperty = /[.]\s{0,9}$/.test(text.slice(Math.max(0, at - 10), at))
  const parsed = parseLenient(text, open)
  if (!parsed.ok && parsed.at >= text.length) return { is: 'open', broken: parsed }
  // A function or variable may follow the data.
  const values = parsed.ok ? (parsed.value as readonly unknown[]) : parsed.depth === 1 ? parsed.elements : []
  const end = parsed.ok ? parsed.end : parsed.at
  const leniencies = parsed.ok ? parsed.leniencies : []
  if (callTypes.has(method) && (values.length > 0 || (parsed.ok && isProperty))) {
    const call = toCall(method, values)
    if (call !== undefined) return { is: 'values', end, values: [call], from: 'method', leniencies }
  }
  const [url, options] = values
  if (method === 'fetch' && typeof url === 'string' && typeof options === 'object')
    return { is: 'values', end, values: [{ ...options, url }], from: 'fetch', leniencies }
  if (!parsed.ok && parsed.isSubstantial) return { is: 'broken', broken: parsed }
  return { is: 'nothing', next: open + 1 }
}

function read(text: string, at: number): Started {
  const parsed = parseLenient(text, at)
  if (parsed.ok)
    return {
      is: 'values',
      end: parsed.end,
      values: [parsed.value],
      from: 'json',
      leniencies: parsed.leniencies,
    }
  return { is: parsed.at >= text.length ? 'open' : 'broken', broken: parsed }
}
