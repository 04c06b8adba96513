/** What stands between the values of a line. */
export interface Gaps {
  /** Takes a piece of text between values, and its offset. */
  readonly add: (text: string, at: number) => void
  /** Notes a word. */
  readonly addWord: () => void
  /** Takes over brackets that are still open. */
  readonly owe: (brackets: number) => void
  /** Whether there is more than blanks and punctuation. */
  readonly hasWords: () => boolean
  /** The offset of the first bracket that closes nothing. */
  readonly stray: () => number | undefined
  /** How many brackets of earlier, broken values may still be closed. */
  readonly owed: () => number
}

/** Creates the bookkeeping for one line. Brackets that close one of the `owed` mean nothing. */
export function createGaps(owed: number): Gaps {
  let left = owed
  let hasWords = false
  let stray: number | undefined
  return {
    hasWords: () => hasWords,
    stray: () => stray,
    owed: () => left,
    addWord() {
      hasWords = true
    },
    owe(brackets) {
      left += brackets
    },
    add(text, at) {
      for (const { 0: found, index } of text.matchAll(/[}\]]|[^\s,;)}\]\ufeff]+/g)) {
        // RFC 7464 puts a record separator before each text.
        if (found === '\u001e') continue
        if (found !== '}' && found !== ']') hasWords = true
        else if (left > 0) left -= 1
        else stray ??= at + index
      }
    },
  }
}
