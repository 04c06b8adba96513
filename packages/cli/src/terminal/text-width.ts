import stringWidth from 'string-width'

/** Width of output that goes to a file or a pipe, in columns. */
export const widthWithoutTerminal = 120

/** Width for paragraphs: as wide as the terminal, but never too narrow for words. */
export function columnsOf({
  columns = widthWithoutTerminal,
}: {
  readonly columns?: number | undefined
}): number {
  return Math.max(40, columns)
}

/** Columns that a text takes on a terminal; colours take none. */
export function textWidth(text: string): number {
  return stringWidth(text)
}

/** Limits how much text is read per column: a family emoji has 11 code units, but a letter can carry thousands of marks. */
const mostUnitsPerColumn = 16

/**
 * Shortens escaped text to at most `width` columns: a longer one loses its end, or its middle, to `…`. Letters keep their
 * marks, and joined emoji and escapes such as `\u3164` stay whole.
 */
export function cut(text: string, width: number, where: 'end' | 'middle' = 'end'): string {
  const most = width * mostUnitsPerColumn
  if (text.length <= most && textWidth(text) <= width) return text
  if (width < 1) return ''
  const ending = where === 'end' ? 0 : Math.floor((width - 1) / 2)
  const beginning = takeWhole(splitWhole(text.slice(0, most)), width - 1 - ending)
  const end = ending === 0 ? [] : takeWhole(splitWhole(text.slice(-most)).reverse(), ending).reverse()
  return `${beginning.join('')}…${end.join('')}`
}

const segmenter = new Intl.Segmenter()

/** Splits text into what readers see as single characters, and escapes. */
function splitWhole(text: string): string[] {
  return text
    .split(/(\\u[\da-f]{4})/)
    .flatMap((part, index) =>
      index % 2 === 1 ? [part] : Array.from(segmenter.segment(part), ({ segment }) => segment),
    )
}

/** Takes as many as fit in `width` columns. */
function takeWhole(characters: readonly string[], width: number): string[] {
  let left = width
  const end = characters.findIndex((character) => {
    left -= textWidth(character)
    return left < 0
  })
  return characters.slice(0, end === -1 ? undefined : end)
}

/** Cuts or pads text to exactly `width` columns. */
export function fit(text: string, width: number, where?: 'end' | 'middle'): string {
  const shown = cut(text, width, where)
  return shown + ' '.repeat(Math.max(0, width - textWidth(shown)))
}

/** Breaks text at spaces into indented lines, none wider than is good to read; a longer word gets its own line. */
export function wrapIndented(text: string, indent: number, columns: number): [string, ...string[]] {
  const lines = wrap(text, Math.min(columns, 100) - indent).map((line) => ' '.repeat(indent) + line)
  return lines as [string, ...string[]]
}

/** `wrap-ansi` would normalize the text (NFC), and a key that is composed otherwise is another key. */
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
