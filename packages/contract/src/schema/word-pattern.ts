/**
 * A regular expression for any of the words, in any case. It needs no `i` flag, which JSON Schema lacks, and no lookahead,
 * which Segment lacks. The words are in lower case; `between` can follow each letter.
 */
export function wordPattern(words: Iterable<string>, between = ''): string {
  return `^${between}${alternatives([...words], between)}$`
}

/** The words as a tree of shared beginnings, which keeps the pattern short. */
function alternatives(words: readonly string[], between: string): string {
  const byFirst = new Map<string, string[]>()
  for (const word of words)
    if (word !== '') byFirst.set(word.charAt(0), [...(byFirst.get(word.charAt(0)) ?? []), word.slice(1)])
  const branches = [...byFirst].map(
    ([letter, rests]) => `${anyCase(letter)}${between}${alternatives(rests, between)}`,
  )
  if (words.includes('')) return branches.length === 0 ? '' : `(?:${branches.join('|')})?`
  return branches.length === 1 ? branches.join('') : `(?:${branches.join('|')})`
}

/** The Kelvin sign, whose lower case is the letter `k`. */
const kelvin = '\u212a'

function anyCase(letter: string): string {
  const upper = letter.toUpperCase()
  if (upper !== letter) return `[${letter}${upper}${letter === 'k' ? kelvin : ''}]`
  return letter.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`)
}
