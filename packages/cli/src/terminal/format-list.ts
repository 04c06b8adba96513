/** `a`, `a and b`, `a, b and c`; with another word between the last two where one is given. */
export function listOf(names: readonly string[], last = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1) ?? ''}`
}
