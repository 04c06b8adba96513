/** Shortest piece of code that is taken out, in characters. */
const shortest = 24

/** Text without the pieces of code that stand in it: Segment may repeat what it was sent. */
export function hideCode(text: string, code: string): string {
  // Only a short text is shown anyway.
  const shown = text.slice(0, 2000)
  let kept = ''
  let at = 0
  while (at < shown.length) {
    const end = endOfCode(shown, at, code)
    kept += end === at ? shown.charAt(at) : '<code>'
    at = Math.max(end, at + 1)
  }
  return kept
}

function endOfCode(text: string, start: number, code: string): number {
  let end = start + shortest
  if (end > text.length || !code.includes(text.slice(start, end))) return start
  while (end < text.length && code.includes(text.slice(start, end + 1))) end += 1
  return end
}
