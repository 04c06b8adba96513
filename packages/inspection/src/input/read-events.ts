import { parseJson } from '@experiment-impressions/contract/json'
import type { InputPart } from './input-part.js'
import { createLineSource, type Line, type LineSource } from './line-source.js'
import { partsOf } from './parts-of.js'
import { createRoughReader } from './pasted/rough-reader.js'
import { createScanner } from './scan-json.js'
import { InputError, tooLong } from './split-lines.js'

/** Characters held at once: a line of NDJSON, or a JSON text laid out over several lines. */
const limit = 128 * 2 ** 20

/**
 * The events of a text that arrives in pieces: JSON in any layout, alone or one after another, which is read line by line if
 * it's NDJSON; and whatever else people paste, with JSON in it. Unwraps batches, archives and the like. What can't be read
 * doesn't keep the rest from being read. If the text fails to arrive, first returns what came of it.
 * @throws {InputError} if there is nothing to read, or too much at once
 */
export async function* readEvents(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<InputPart> {
  const source = createLineSource(pieces, limit)
  const rough = createRoughReader(source)
  let isEmpty = true
  for (;;) {
    const next = source.ready() ?? (await source.next())
    if (next === undefined) break
    const trimmed = next.text.trim()
    if (trimmed === '') continue
    isEmpty = false
    const value = mayBeWhole(trimmed) ? parseJson(trimmed) : undefined
    if (value !== undefined) {
      yield* rough.release()
      yield* partsOf([value], placeOfText(next))
      continue
    }
    const text = await readText(next, source)
    if (text.isJson) {
      yield* rough.release()
      yield* partsOf([text.value], placeOfText(next))
    } else yield* rough.read(text.lines)
  }
  yield* rough.release()
  const failure = source.failure()
  if (failure !== undefined) throw failure.error
  if (isEmpty) throw new InputError('The input is empty. Give at least one event.')
}

type Text =
  | { readonly isJson: true; readonly value: unknown }
  | { readonly isJson: false; readonly lines: readonly Line[] }

/** Reads JSON that goes over lines or has more after it in its line, which is given back. Otherwise returns its lines. */
async function readText(first: Line, source: LineSource): Promise<Text> {
  const scanner = createScanner()
  const lines: Line[] = []
  let characters = 0
  for (let line: Line | undefined = first; line !== undefined; line = await source.next()) {
    lines.push(line)
    characters += line.text.length + 1
    if (characters > limit) throw tooLong(limit)
    const scan = scanner.feed(`${line.text}\n`, lines.length > 1 ? 0 : startOf(line.text))
    if (scan?.ok === false) break
    if (scan === undefined) continue
    const rest = line.text.slice(scan.end)
    const blank = /^[\s,;]*/.exec(rest)?.[0].length ?? 0
    const text = [...lines.slice(0, -1).map((each) => each.text), line.text.slice(0, scan.end)].join('\n')
    const value: unknown = JSON.parse(text.slice(startOf(text)))
    const next = rest[blank]
    if (next !== undefined && (typeof value !== 'object' || value === null || !/[{[]/.test(next))) break
    if (next !== undefined)
      source.giveBack([{ text: rest.slice(blank), line: line.line, column: line.column + scan.end + blank }])
    return { isJson: true, value }
  }
  return { isJson: false, lines }
}

/** Where a line's text starts, after a byte order mark or record separator. */
function startOf(text: string): number {
  return text.startsWith('\ufeff') || text.startsWith('\u001e') ? 1 : 0
}

function placeOfText({ text, line, column }: Line) {
  const blank = Math.max(0, text.search(/\S/))
  return { line, column: column + blank, text: text.slice(blank, blank + 100) }
}

/** Whether a line may be a whole value: its last bracket is the first one's. Trying to parse what isn't JSON is slow. */
function mayBeWhole(line: string): boolean {
  const last = line[line.length - 1]
  return line.startsWith('{') ? last === '}' : line.startsWith('[') ? last === ']' : true
}
