import type { Place } from './place.js'
import { splitLines } from './split-lines.js'

/** A line of the input, or the rest of one, and where it starts. */
export interface Line extends Place {
  readonly text: string
}

/** The lines of an input, one after another. */
export interface LineSource {
  /** The next line if it has arrived; otherwise `undefined`: ask `next`. */
  readonly ready: () => Line | undefined
  /** The next line; `undefined` at the end, also if the input fails there. */
  readonly next: () => Promise<Line | undefined>
  /** Takes lines back; they come again. */
  readonly giveBack: (lines: readonly Line[]) => void
  /** Why the input ended too early, if it did. */
  readonly failure: () => { readonly error: unknown } | undefined
}

/** Creates the source of a text that arrives in pieces. A line has at most `limit` characters. */
export function createLineSource(
  pieces: AsyncIterable<string> | Iterable<string>,
  limit: number,
): LineSource {
  const batches = splitLines(pieces, limit)
  // In reverse order.
  const returned: Line[] = []
  let batch: readonly string[] = []
  let index = 0
  let number = 0
  let failure: { readonly error: unknown } | undefined

  const ready = (): Line | undefined => {
    if (returned.length > 0) return returned.pop()
    const text = batch[index]
    if (text === undefined) return undefined
    index += 1
    number += 1
    return { text, line: number, column: 1 }
  }
  return {
    ready,
    failure: () => failure,
    giveBack(again) {
      for (let last = again.length - 1; last >= 0; last -= 1) returned.push(again[last] as Line)
    },
    async next() {
      for (;;) {
        const line = ready()
        if (line !== undefined || failure !== undefined) return line
        try {
          const next = await batches.next()
          if (next.done === true) return undefined
          batch = next.value
          index = 0
        } catch (error) {
          failure = { error }
        }
      }
    },
  }
}
