/** A place in an input. Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The place of an offset. `start`: the place where the text starts in the input. */
export function placeOf(text: string, offset: number, start: Place = { line: 1, column: 1 }): Place {
  let line = start.line
  let lineStart = 1 - start.column
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
    line += 1
    lineStart = end + 1
  }
  return { line, column: offset - lineStart + 1 }
}
