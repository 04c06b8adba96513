/** A text of at most `longest` characters: its two ends with `…` between them, no character of two halves cut in two. */
export function shortenMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text
  const end = Math.floor(longest / 3)
  const start = longest - end - 1
  return `${text.slice(0, start).replace(/[\ud800-\udbff]$/, '')}…${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`
}
