/** How wide output is that goes to a file or a pipe. */
export const widthWithoutTerminal = 120

/** How wide paragraphs may be: as wide as the terminal, but no narrower than words need. */
export function columnsOf({
  columns = widthWithoutTerminal,
}: {
  readonly columns?: number | undefined
}): number {
  return Math.max(40, columns)
}

/** Marks and joiners, and the vowels and finals that complete a Hangul syllable. */
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u
/** Not the half-width forms of the same scripts. */
const doubleWidth =
  /^(?![\uff61-\uffdc])[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u

/** Columns that a terminal gives a character. A good guess: terminals differ. */
function characterWidth(character: string): number {
  if (character <= '~') return 1
  if (zeroWidth.test(character)) return 0
  return doubleWidth.test(character) ? 2 : 1
}

/** Columns that escaped text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Text in at most `width` columns: what is longer loses its end, or its middle, to `…`. */
export function cut(text: string, width: number, where: 'end' | 'middle' = 'end'): string {
  if (text.length <= width * 2 && textWidth(text) <= width) return text
  if (width < 1) return ''
  if (where === 'end') return `${start(Array.from(text.slice(0, width * 4)), width - 1)}…`
  const ending = Math.floor((width - 1) / 2)
  const reversed = Array.from(text.slice(-width * 4)).reverse()
  const end = Array.from(start(reversed, ending)).reverse().join('')
  return `${start(Array.from(text.slice(0, width * 4)), width - 1 - ending)}…${end}`
}

function start(characters: readonly string[], width: number): string {
  let taken = ''
  let left = width
  for (const character of characters) {
    left -= characterWidth(character)
    if (left < 0) break
    taken += character
  }
  // A part of an escape would be taken for letters.
  return taken.replace(/\\(?:u[\da-f]{0,3})?$/, '')
}

/** Text cut and filled up to exactly `width` columns. */
export function fit(text: string, width: number, where?: 'end' | 'middle'): string {
  const shown = cut(text, width, where)
  return shown + ' '.repeat(Math.max(0, width - textWidth(shown)))
}

/** Text in lines of at most `width` columns, broken at spaces; a longer word has a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line === '') line = word
    else if (textWidth(line) + 1 + textWidth(word) <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** The same, each line indented; never wider than is good to read. */
export function wrapIndented(text: string, indent: number, columns: number): [string, ...string[]] {
  const lines = wrap(text, Math.min(columns, 100) - indent).map((line) => ' '.repeat(indent) + line)
  return lines as [string, ...string[]]
}
