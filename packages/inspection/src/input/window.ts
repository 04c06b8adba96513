import { excerptAt, type Hint, type Mistake } from './mistake.js'
import type { Line, LineSource } from './line-source.js'
import { placeOf, type Place } from './place.js'

/** Characters of text that isn't JSON that are held at once. */
const most = 16 * 2 ** 20

/** Lines of an input as one text that can grow. */
export interface Window {
  readonly text: () => string
  /** Reads on: at least a line, and about as much as there is. `false` at the end of the input, and if there is too much. */
  readonly grow: () => Promise<boolean>
  /** The end of the line that an offset is in. */
  readonly lineEnd: (offset: number) => number
  readonly placeAt: (offset: number) => Place
  readonly mistakeAt: (offset: number, expected: string, hint: Hint) => Mistake
  /** The lines from an offset at the start of one. */
  readonly linesFrom: (offset: number) => Line[]
}

/** Creates a window that shows the lines that were read, at least one, and those after them. */
export function createWindow(lines: readonly Line[], source: LineSource): Window {
  const start = lines[0] as Line
  let text = lines.map((line) => line.text).join('\n')
  let isEnd = false
  let line = { from: 0, to: -1 }
  // Places are asked for in about the order of the text.
  let known = { offset: 0, place: start as Place }
  const placeAt = (offset: number): Place => {
    if (offset < known.offset) return placeOf(text.slice(0, offset), offset, start)
    const place = placeOf(text.slice(known.offset, offset), offset - known.offset, known.place)
    known = { offset, place }
    return place
  }
  return {
    text: () => text,
    placeAt,
    lineEnd(offset) {
      if (offset < line.from || offset > line.to) {
        const end = text.indexOf('\n', offset)
        line = { from: offset, to: end === -1 ? text.length : end }
      }
      return line.to
    },
    async grow() {
      if (isEnd || text.length > most) return false
      const added: string[] = [text]
      let length = 0
      while (length <= text.length) {
        const next = await source.next()
        if (next === undefined) {
          isEnd = true
          break
        }
        added.push(next.text)
        length += next.text.length + 1
      }
      if (length === 0) return false
      text = added.join('\n')
      line = { from: 0, to: -1 }
      return true
    },
    mistakeAt(offset, expected, hint) {
      const hintLine = 'at' in hint ? placeAt(hint.at).line : undefined
      const place = placeAt(offset)
      return { ...place, expected, hint, hintLine: hintLine ?? place.line, excerpt: excerptAt(text, offset) }
    },
    linesFrom(offset) {
      if (offset >= text.length) return []
      const first = placeAt(offset).line
      return text
        .slice(offset)
        .split('\n')
        .map((each, index) => ({ text: each, line: first + index, column: 1 }))
    },
  }
}
