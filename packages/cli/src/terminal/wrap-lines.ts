import { textWidth, wrapIndented } from './text-width.js'

/**
 * Breaks each line that is wider than the terminal at spaces, and keeps its indent. Without a terminal (`columns` is
 * `undefined`), returns the text unchanged, so that a program finds a message on one line.
 */
export function wrapLines(text: string, columns: number | undefined): string {
  if (columns === undefined) return text
  return text
    .split('\n')
    .flatMap((line) => {
      if (textWidth(line) <= columns) return [line]
      const words = line.trimStart()
      return wrapIndented(words, line.length - words.length, columns)
    })
    .join('\n')
}
