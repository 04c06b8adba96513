import { scanJson, skipSpace } from '@experiment-impressions/inspection'
import { UnreadableInputError } from '../errors.js'
import { placeOf } from './place-of.js'
import { splitLines, tooLong } from './split-lines.js'

/** Something of the input that was meant to be an event. Lines, columns and indices count from 1. */
export type Read =
  | { readonly ok: true; readonly event: unknown; readonly line: number; readonly index: number | null }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly expected: string }

/** Characters that are held at once: a line of NDJSON, or a whole JSON text that is laid out over several. */
const limit = 128 * 2 ** 20

/**
 * The events of a text in pieces: NDJSON, read line by line; a JSON object or array; or several of them one after
 * another, as `jq` prints them. A broken line of NDJSON does not keep the others from being read.
 * @throws {UnreadableInputError} where there is nothing to read, or too much at once
 */
export async function* readEvents(pieces: AsyncIterable<string>): AsyncGenerator<Read> {
  const held: string[] = []
  let line = 0
  let mode: 'unknown' | 'lines' | 'text' = 'unknown'
  let heldCharacters = 0
  for await (const text of splitLines(pieces, limit)) {
    line += 1
    if (mode === 'unknown') {
      held.push(text)
      mode = modeOf(held)
      if (mode === 'lines') yield* held.splice(0).flatMap((each, index) => readLine(each, index + 1))
    } else if (mode === 'lines') yield* readLine(text, line)
    else {
      heldCharacters += text.length + 1
      if (heldCharacters > limit) throw tooLong(limit)
      held.push(text)
    }
  }
  if (mode === 'lines') return
  if (held.every(isBlank)) throw new UnreadableInputError('The input is empty. Give at least one event.')
  yield* readText(held)
}

/** NDJSON shows by its first line; where that one is broken, by its second. */
function modeOf(lines: readonly string[]): 'unknown' | 'lines' | 'text' {
  const [first, second] = lines.filter((line) => !isBlank(line))
  if (first === undefined) return 'unknown'
  if (parse(first).ok) return 'lines'
  if (second === undefined) return 'unknown'
  return first.trim() !== '[' && isObjectText(second) ? 'lines' : 'text'
}

function readText(lines: readonly string[]): Read[] {
  const text = lines.join('\n')
  const found: Read[] = []
  let line = 1
  let counted = 0
  for (let at = skipSpace(text, 0); at < text.length;) {
    line += text.slice(counted, at).split('\n').length - 1
    counted = at
    const scan = scanJson(text, at)
    if (!scan.ok) {
      // Lines that are objects by themselves are NDJSON after all, with something else in between.
      if (found.length === 0 && text[at] !== '[' && lines.some(isObjectText))
        return lines.flatMap((each, index) => readLine(each, index + 1))
      return [...found, { ok: false, ...placeOf(text, scan.at), expected: scan.expected }]
    }
    found.push(...elements(JSON.parse(text.slice(at, scan.end)), line))
    at = skipSpace(text, scan.end)
  }
  return found
}

function readLine(text: string, line: number): Read[] {
  if (isBlank(text)) return []
  const parsed = parse(text)
  if (parsed.ok) return elements(parsed.value, line)
  const start = skipSpace(text, 0)
  const scan = scanJson(text, start)
  return [
    scan.ok
      ? { ok: false, line, column: skipSpace(text, scan.end) + 1, expected: 'the end of the line' }
      : { ok: false, line, column: scan.at + 1, expected: scan.expected },
  ]
}

function elements(value: unknown, line: number): Read[] {
  if (!Array.isArray(value)) return [{ ok: true, event: value, line, index: null }]
  return value.map((event: unknown, index) => ({ ok: true, event, line, index: index + 1 }))
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function isObjectText(text: string): boolean {
  return /^\s*\{.*\}\s*$/s.test(text) && parse(text).ok
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
