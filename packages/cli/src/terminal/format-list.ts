import { formatCount } from './format-number.js'

/** More are counted, not named. */
const mostNamed = 20

/** `a`, `a and b`, `a, b and c`; with another word between the last two where one is given. Of many, `… and 480 more`. */
export function listOf(names: readonly string[], last = 'and'): string {
  if (names.length > mostNamed)
    return `${names.slice(0, mostNamed).join(', ')} and ${formatCount(names.length - mostNamed)} more`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} ${last} ${String(names.at(-1))}`
}
