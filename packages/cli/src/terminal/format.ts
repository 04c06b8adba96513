import { formatCount, formatDuration } from '@experiment-impressions/inspection'

const mostNamed = 20

/** `a`, `a and b`, `a, b and c`, or with another conjunction. A long list ends in `and 480 more`. */
export function listOf(names: readonly string[], conjunction = 'and'): string {
  if (names.length > mostNamed)
    return `${names.slice(0, mostNamed).join(', ')} and ${formatCount(names.length - mostNamed)} more`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} ${conjunction} ${String(names.at(-1))}`
}

/** How long something took, rounded for people: `340 ms`, `1.2 s`, `34 s`, `3 min 10 s`. */
export function formatTook(ms: number): string {
  return formatDuration(ms < 1000 ? Math.round(ms) : Math.round(ms / 100) * 100)
}
