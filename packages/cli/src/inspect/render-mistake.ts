import { escapeText } from '@experiment-impressions/contract'
import { describeMistake, nextStepFor, type Mistake } from '@experiment-impressions/inspection'
import { cut, textWidth } from '../terminal/text-width.js'

/** Renders a place that can't be read: what's wrong, the place with a caret under it, and what to do. */
export function renderMistake(mistake: Mistake, columns: number): string[] {
  return [describeMistake(mistake), ...excerpt(mistake, columns), `  ${nextStepFor(mistake)}`]
}

function excerpt(
  { line, excerpt: { before, after, isCutBefore, isCutAfter } }: Mistake,
  columns: number,
): string[] {
  if (before === '' && after === '') return []
  const gutter = `  ${String(line)} │ `
  const room = Math.max(10, columns - gutter.length - 2)
  const left = `${isCutBefore ? '…' : ''}${escapeText(before)}`
  const shownLeft = textWidth(left) > room / 2 ? cutStart(left, Math.floor(room / 2)) : left
  const right = cut(`${escapeText(after)}${isCutAfter ? '…' : ''}`, room - textWidth(shownLeft))
  const caret = ' '.repeat(textWidth(shownLeft))
  return [`${gutter}${shownLeft}${right}`.trimEnd(), `${' '.repeat(gutter.length - 2)}│ ${caret}^`]
}

function cutStart(text: string, width: number): string {
  let shown = text
  while (textWidth(shown) > width - 1) shown = shown.replace(/^(?:\\u[\da-f]{4}|[^])/u, '')
  return `…${shown}`
}
