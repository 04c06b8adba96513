/** The colour of each variant of each flag, as a number from 1 to 6; 0 for those beyond, and for no variant. */
export type VariantColours = (flag: string, variant: string | undefined) => number

const colourCount = 6

/**
 * Gives each variant of a flag a colour and remembers it, so that it is the same in every view, and stays when variants come,
 * go or are sorted differently. The control is the first; the name decides for the others, as far as that colour is free.
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
    const free = wishes(variant).find((colour) => !taken.has(colour))
    if (free === undefined) return 0
    given.set(variant, free)
    return free
  }
}

/** The CSS colour of a series; 0 is grey. */
export function seriesColour(number: number): string {
  return `var(--series-${String(number)})`
}

/** All colours, the wanted one first. The control’s is nobody else’s first wish. */
function wishes(variant: string): number[] {
  if (variant === 'control') return Array.from({ length: colourCount }, (_, index) => index + 1)
  const others = colourCount - 1
  const start = hash(variant) % others
  return [...Array.from({ length: others }, (_, index) => 2 + ((start + index) % others)), 1]
}

/** FNV-1a, of the start of the name. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text.slice(0, 100))
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return value
}
