import { textWidth, wrapIndented } from './text-width.js'

/**
 * Breaks the lines of a message that are wider than the terminal at spaces. Indented lines are to be copied or show a place in
 * a text, so they stay whole. Without a terminal (`columns` is `undefined`), returns the text unchanged, so that a program
 * finds each sentence on one line.
 */
export function wrapLines(text: string, columns: number | undefined): string {
  if (columns === undefined) return text
  return text
    .split('\n')
    .flatMap((line) =>
      line.startsWith(' ') || textWidth(line) <= columns ? [line] : wrapIndented(line, 0, columns),
    )
    .join('\n')
}
