import type { BrokenPart, InputPart } from '../input-part.js'
import type { Line, LineSource } from '../line-source.js'
import type { Hint } from '../mistake.js'
import { partsOf } from '../parts-of.js'
import { createWindow, type Window } from '../window.js'
import { isCall } from '../wrapped/is-call.js'
import { unwrap } from '../wrapped/unwrap.js'
import { createGaps, type Gaps } from './gaps.js'
import { giveUp } from './give-up.js'
import { createHeldLines } from './held-lines.js'
import { readCurl } from './read-curl.js'
import { isCommand } from './read-command.js'
import { createQuotedReader } from './read-quoted.js'
import { findStart, readStart, type Started } from './read-start.js'

/** Reads what isn't JSON. */
export interface RoughReader {
  /**
   * Reads the first of these lines, with the lines over which its values go; gives the others back to the source. Finds
   * objects and lists as JSON or JavaScript writes them, alone, within a text, in quotes or in a command.
   */
  readonly read: (lines: readonly Line[]) => AsyncGenerator<InputPart>
  /** The lines without an event so far. They're mistakes, unless the input is a text with events in it. */
  readonly release: () => readonly InputPart[]
}

/** Characters that may be read twice, beside as many as were read since. */
const startBudget = 2 ** 20

/** Creates a reader of an input's lines. Its time is linear in their length. */
export function createRoughReader(source: LineSource): RoughReader {
  const quoted = createQuotedReader()
  const held = createHeldLines()
  let owed = 0
  let base = 0
  let mayReadAgain = startBudget

  return { read, release: held.release }

  async function* read(lines: readonly Line[]): AsyncGenerator<InputPart> {
    const window = createWindow(lines, source)
    const curl = isCommand((lines[0] as Line).text) ? await readCurl(window) : undefined
    if (curl !== undefined) {
      if (curl.parts.length === 0) yield* held.add(brokenAt(window, 0, { is: 'no JSON' }))
      else {
        held.markAsText()
        yield* held.release()
        yield* curl.parts
      }
      leave(window, curl.end)
      return
    }
    const gaps = createGaps(owed)
    let hasValue = false
    let mistake: BrokenPart | undefined
    let at = 0
    for (let start = nextStart(window, at, gaps); start !== undefined; start = nextStart(window, at, gaps)) {
      const started = await readGrowing(window, start)
      const isInText = gaps.hasWords() || (started.is === 'values' && hasWords(window, started.end))
      if (started.is === 'values' && isInText && isIdle(started)) {
        gaps.addWord()
        at = started.end
      } else if (started.is === 'values') {
        hasValue = true
        if (isInText || started.from === 'quotes') held.markAsText()
        yield* held.release()
        yield* partsOf(started.values, window.placeAt(start), {
          from: started.from === 'json' && isInText ? 'text' : started.from,
          leniencies: started.leniencies.map(({ kind, at: where }) => ({
            kind,
            line: window.placeAt(where).line,
          })),
        })
        at = started.end
      } else if (started.is === 'nothing') {
        gaps.addWord()
        at = started.next
      } else {
        const given = await giveUp(window, { start, broken: started.broken, mayReadAgain })
        mayReadAgain -= given.again
        at = given.end
        gaps.owe(given.owed)
        if (!given.isValue) {
          if (!gaps.hasWords()) mistake = { kind: 'broken', ...given.mistake() }
          gaps.addWord()
          continue
        }
        hasValue = true
        yield* held.release()
        yield* given.parts
        // If the input failed to arrive, its error says why the last value ends.
        if (!given.isCut || source.failure() === undefined) yield { kind: 'broken', ...given.mistake() }
      }
    }
    at = window.lineEnd(at)
    owed = gaps.owed()
    leave(window, at)
    const stray = gaps.stray()
    if (!gaps.hasWords()) {
      if (stray !== undefined) yield brokenAt(window, stray, { is: 'bracket too many' })
    } else if (!hasValue && !isFence(lines))
      yield* held.add(mistake ?? brokenAt(window, firstLetter(window), hintFor(window)))
  }

  /** Gives back what follows the line that ends at an offset. */
  function leave(window: Window, end: number): void {
    source.giveBack(window.linesFrom(end + 1))
    base += end
    mayReadAgain += end
  }

  /** Reads what starts at an offset, with as many lines as it takes. */
  async function readGrowing(window: Window, start: number): Promise<Exclude<Started, { is: 'open' }>> {
    for (;;) {
      const started = readStart(window.text(), start, { quoted, base })
      if (started.is !== 'open') return started
      if (await window.grow()) continue
      if (started.broken !== undefined) return { is: 'broken', broken: started.broken }
      quoted.close(base + window.text().length)
    }
  }
}

/** The offset of the next start in the line at an offset. Notes what's before it. */
function nextStart(window: Window, at: number, gaps: Gaps): number | undefined {
  const line = window.text().slice(at, window.lineEnd(at))
  const start = findStart(line)
  gaps.add(start === undefined ? line : line.slice(0, start), at)
  return start === undefined ? undefined : at + start
}

/** Whether words follow a value in its line. */
function hasWords(window: Window, at: number): boolean {
  return !/^[\s,;)}\]]*$/.test(window.text().slice(at, Math.min(window.lineEnd(at), at + 200)))
}

/** Whether braces in a text are none of an event: `{}`, or as code and templates have them. */
function isIdle({ values, leniencies }: Extract<Started, { is: 'values' }>): boolean {
  return values.every(
    (value) =>
      Object.keys(value as object).length === 0 ||
      (leniencies.length > 0 && unwrap(value).every(({ event }) => !isCall(event))),
  )
}

/** A line that starts or ends code in Markdown. */
function isFence([line]: readonly Line[]): boolean {
  return /^\s*(?:`{3,}|~{3,})\s*\w{0,20}\s*$/.test(line?.text ?? '')
}

function brokenAt(window: Window, at: number, hint: Hint): BrokenPart {
  const expected = hint.is === 'bracket too many' ? 'nothing more' : 'a JSON value'
  return { kind: 'broken', ...window.mistakeAt(at, expected, hint) }
}

function firstLetter(window: Window): number {
  return Math.max(0, window.text().search(/[^\s\ufeff]/))
}

function hintFor(window: Window): Hint {
  const isCurly = /[\u201c-\u201f\u2018-\u201b]/.test(window.text().charAt(firstLetter(window)))
  return { is: isCurly ? 'curly quote' : 'no JSON' }
}
