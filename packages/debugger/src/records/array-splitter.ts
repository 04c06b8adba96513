/** Splits a JSON array while it arrives, so no long text is parsed at once. */
export interface ArraySplitter {
  /** Takes the next piece of text and returns the elements that it completes, as JSON texts. */
  readonly add: (piece: string) => string[]
}

const marks = /["\\{}[\],]/g

/** Splits the text of one JSON array into the texts of its elements. Other texts have no elements. */
export function createArraySplitter(): ArraySplitter {
  let held = ''
  let scanned = 0
  let start = -1
  let depth = 0
  let inString = false

  return {
    add(piece) {
      held += piece
      const found: string[] = []
      marks.lastIndex = scanned
      for (let mark = marks.exec(held); mark !== null; mark = marks.exec(held)) {
        const at = mark.index
        const character = mark[0]
        if (character === '\\') {
          // Skip the next character, which may not have arrived yet.
          if (inString) marks.lastIndex = at + 2
        } else if (character === '"') inString = !inString
        else if (inString) continue
        else if (character === '{' || character === '[') {
          depth += 1
          if (depth === 1) start = at + 1
        } else if (character === '}' || character === ']') {
          depth -= 1
          if (depth === 0) take(at)
        } else if (depth === 1) {
          take(at)
          start = at + 1
        }
        scanned = marks.lastIndex
      }
      scanned = Math.max(scanned, held.length)
      if (start > 0) {
        held = held.slice(start)
        scanned -= start
        start = 0
      }
      return found

      function take(end: number): void {
        const text = held.slice(start, end).trim()
        if (text !== '') found.push(text)
      }
    },
  }
}
