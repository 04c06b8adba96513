import { parseJson } from '@experiment-impressions/contract/json'
import { placeOf, scanJson, skipSpace, type BrokenJson } from './scan-json.js'
import { InputError, splitLines, tooLong } from './split-lines.js'

/** A part of an input: an event, or a place where the input isn't JSON. Lines, columns and indices count from 1. */
export type InputPart =
  | {
      readonly kind: 'event'
      readonly event: unknown
      /** Where the event's JSON text starts, or that of the array it's in. */
      readonly line: number
      /** Its place in an array; `null` if it isn't in one. */
      readonly index: number | null
    }
  | BrokenPart

/** A place where the input isn't JSON. */
export type BrokenPart = { readonly kind: 'broken' } & BrokenJson

/** Characters held at once: a line of NDJSON, or a JSON text laid out over several lines. */
const limit = 128 * 2 ** 20

/**
 * The events of a text that arrives in pieces: NDJSON, read line by line; one JSON object or array; or several of them one
 * after another, as `jq` prints them. A broken line doesn't keep the others from being read.
 * @throws {InputError} if there is nothing to read, or too much at once
 */
export async function* readEvents(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<InputPart> {
  const held: string[] = []
  let line = 0
  let layout: Layout = 'unknown'
  let heldCharacters = 0
  for await (const text of splitLines(pieces, limit)) {
    line += 1
    if (layout === 'unknown') {
      held.push(text)
      layout = layoutOf(held)
      if (layout === 'lines') yield* held.splice(0).flatMap((each, index) => readLine(each, index + 1))
    } else if (layout === 'lines') yield* readLine(text, line)
    else {
      heldCharacters += text.length + 1
      if (heldCharacters > limit) throw tooLong(limit)
      held.push(text)
    }
  }
  if (layout === 'lines') return
  if (held.every(isBlank)) throw new InputError('The input is empty. Give at least one event.')
  yield* readText(held)
}

/** `lines`: NDJSON. `text`: JSON laid out over several lines. */
type Layout = 'unknown' | 'lines' | 'text'

/** NDJSON shows by its first line or, if that is broken, by its second. */
function layoutOf(lines: readonly string[]): Layout {
  const [first, second] = lines.filter((line) => !isBlank(line))
  if (first === undefined) return 'unknown'
  if (parseJson(first) !== undefined) return 'lines'
  if (second === undefined) return 'unknown'
  const bracket = elementBracket(first)
  return bracket !== undefined && isWhole(second, bracket) ? 'lines' : 'text'
}

function readText(lines: readonly string[]): InputPart[] {
  const text = lines.join('\n')
  const found: InputPart[] = []
  let line = 1
  let counted = 0
  for (let at = skipSpace(text, 0); at < text.length;) {
    line += text.slice(counted, at).split('\n').length - 1
    counted = at
    const scan = scanJson(text, at)
    if (!scan.ok) {
      if (found.length === 0 && areLines(lines))
        return lines.flatMap((each, index) => readLine(each, index + 1))
      return [...found, { kind: 'broken', ...placeOf(text, scan.at), expected: scan.expected }]
    }
    found.push(...elements(JSON.parse(text.slice(at, scan.end)), line))
    at = skipSpace(text, scan.end)
  }
  return found
}

/**
 * Whether lines that aren't one JSON text are NDJSON after all, below a header or a broken line: some are objects, or arrays
 * of objects, by themselves. Inside a laid-out array such lines are its elements.
 */
function areLines(lines: readonly string[]): boolean {
  const bracket = elementBracket(lines.find((line) => !isBlank(line)) ?? '')
  return bracket !== undefined && lines.some((line) => isWhole(line, bracket))
}

/** What the other lines start with if `first` is a line of NDJSON; `undefined` if it opens a laid-out array. */
function elementBracket(first: string): '{' | '[' | undefined {
  const text = first.trim()
  if (text === '[') return undefined
  return text.startsWith('[') ? '[' : '{'
}

function readLine(text: string, line: number): InputPart[] {
  if (isBlank(text)) return []
  const value = parseJson(text)
  if (value !== undefined) return elements(value, line)
  const scan = scanJson(text, skipSpace(text, 0))
  return [
    scan.ok
      ? { kind: 'broken', line, column: skipSpace(text, scan.end) + 1, expected: 'the end of the line' }
      : { kind: 'broken', line, column: scan.at + 1, expected: scan.expected },
  ]
}

function elements(value: unknown, line: number): InputPart[] {
  if (!Array.isArray(value)) return [{ kind: 'event', event: value, line, index: null }]
  return value.map((event: unknown, index) => ({ kind: 'event', event, line, index: index + 1 }))
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** Whether a line is a whole JSON value that starts with this bracket. */
function isWhole(line: string, bracket: '{' | '['): boolean {
  const text = line.trim()
  return text.startsWith(bracket) && /[\]}]$/.test(text) && parseJson(text) !== undefined
}
