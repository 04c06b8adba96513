import { scanJson, skipSpace } from '@experiment-impressions/inspection'

/** Something of the input that was meant to be an event. Lines and columns count from 1. */
export type Read =
  | { readonly ok: true; readonly event: unknown; readonly place: string }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly expected: string }

/**
 * The events of a text: one JSON value, an array of them, NDJSON, or several laid-out values one after another. A broken
 * line of NDJSON does not keep the others from being read. Gives them one by one, so that a long text can be read in
 * portions.
 */
export function* readInput(text: string): Generator<Read> {
  if (looksLikeLines(text)) yield* readLines(text)
  else yield* readValues(text)
}

/** NDJSON shows by its first lines that hold anything: one of them is an object by itself. */
function looksLikeLines(text: string): boolean {
  let seen = 0
  for (const [, line] of linesOf(text)) {
    if (line.trim() === '') continue
    seen += 1
    if (/^\s*\{.*\}\s*$/s.test(line) && parse(line).ok) return true
    if (seen === 2) return false
  }
  return false
}

function* readLines(text: string): Generator<Read> {
  for (const [number, line] of linesOf(text)) {
    if (line.trim() === '') continue
    const parsed = parse(line)
    if (parsed.ok) yield* elements(parsed.value, `line ${String(number)}`)
    else yield { ok: false, line: number, ...breakIn(line) }
  }
}

function breakIn(line: string): { readonly column: number; readonly expected: string } {
  const scan = scanJson(line, skipSpace(line, 0))
  return scan.ok
    ? { column: skipSpace(line, scan.end) + 1, expected: 'the end of the line' }
    : { column: scan.at + 1, expected: scan.expected }
}

function* readValues(text: string): Generator<Read> {
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const scan = scanJson(text, at)
    if (!scan.ok) {
      const before = text.slice(0, scan.at).split('\n')
      yield {
        ok: false,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        expected: scan.expected,
      }
      return
    }
    const line = text.slice(0, at).split('\n').length
    const parsed = parse(text.slice(at, scan.end))
    if (parsed.ok) yield* elements(parsed.value, `line ${String(line)}`)
    at = skipSpace(text, scan.end)
  }
}

function* elements(value: unknown, place: string): Generator<Read> {
  if (!Array.isArray(value)) {
    yield { ok: true, event: value, place }
    return
  }
  for (const [index, event] of value.entries()) yield { ok: true, event, place: `event ${String(index + 1)}` }
}

function* linesOf(text: string): Generator<readonly [number: number, line: string]> {
  let number = 1
  for (let from = 0; from <= text.length; number += 1) {
    const end = text.indexOf('\n', from)
    yield [number, text.slice(from, end === -1 ? text.length : end)]
    if (end === -1) return
    from = end + 1
  }
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
