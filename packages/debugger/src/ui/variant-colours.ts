/** The colour of a flag’s variant, as a number from 1 to 6; 0 for further variants and for no variant. */
export type VariantColours = (flag: string, variant: string | undefined) => number

const colourCount = 6

/**
 * Assigns each variant of a flag a colour and remembers it, so every view shows the same one, in whatever order variants
 * arrive. The control gets the first; the others get one by their name, if it’s free.
 */
export function createVariantColours(): VariantColours {
  const flags = new Map<string, Map<string, number>>()
  return (flag, variant) => {
    if (variant === undefined) return 0
    const given = flags.get(flag) ?? new Map<string, number>()
    flags.set(flag, given)
    const known = given.get(variant)
    if (known !== undefined) return known
    const taken = new Set(given.values())
    const free = preferences(variant).find((colour) => !taken.has(colour))
    if (free === undefined) return 0
    given.set(variant, free)
    return free
  }
}

/** The CSS colour of a series; 0 is grey. */
export function seriesColour(number: number): string {
  return `var(--series-${String(number)})`
}

/** All colours, the preferred one first. Only the control prefers the first colour. */
function preferences(variant: string): number[] {
  if (variant === 'control') return Array.from({ length: colourCount }, (_, index) => index + 1)
  const others = colourCount - 1
  const start = hash(variant) % others
  return [...Array.from({ length: others }, (_, index) => 2 + ((start + index) % others)), 1]
}

/** FNV-1a over the start of the name. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text.slice(0, 100))
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return value
}
