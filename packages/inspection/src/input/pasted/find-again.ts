import { parseJson } from '@experiment-impressions/contract/json'

/**
 * The offset of the first line after a value's first one that shows that the value isn't laid out over lines: the line is a
 * whole object itself, or the value breaks where it starts. `undefined` if there is none.
 */
export function findAgain(text: string, start: number, brokenAt: number): number | undefined {
  const bracket = text[start]
  const isFirst = start === 0 || text[start - 1] === '\n'
  const firstEnd = text.indexOf('\n', start)
  // The elements of a list may have lines of their own.
  if (!isFirst || firstEnd === -1 || (bracket === '[' && text.slice(start + 1, firstEnd).trim() === ''))
    return undefined
  for (let from = firstEnd + 1; from > 0 && from <= brokenAt; from = text.indexOf('\n', from) + 1) {
    if (text[from] !== bracket) continue
    if (from === brokenAt) return from
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end === -1 ? undefined : end).trim()
    if (/[}\]]$/.test(line) && parseJson(line) !== undefined) return from
  }
  return undefined
}
