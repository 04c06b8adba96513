/** Shortens a text to at most `longest` characters, with `…` in the middle. Never splits a surrogate pair. */
export function shortenMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text
  const end = Math.floor(longest / 3)
  const start = longest - end - 1
  return `${text.slice(0, start).replace(/[\ud800-\udbff]$/, '')}…${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`
}
