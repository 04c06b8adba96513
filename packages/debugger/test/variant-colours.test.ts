import fc from 'fast-check'
import { seriesColour, createVariantColours } from '../src/ui/variant-colours.js'

describe(createVariantColours, () => {
  const variant = fc.constantFrom('control', 'treatment', 'a', 'b', 'c', 'd', 'e', 'f', '__proto__')

  it('keeps each variant’s colour, and uses no colour twice', () => {
    fc.assert(
      fc.property(fc.array(variant), fc.array(variant), (asked, later) => {
        const colours = createVariantColours()
        const first = new Map(asked.map((name) => [name, colours('hero', name)]))
        for (const name of later) colours('hero', name)
        for (const [name, colour] of first) expect(colours('hero', name)).toBe(colour)
        const given = [...first.values()].filter((colour) => colour !== 0)
        expect(new Set(given).size).toBe(given.length)
      }),
    )
  })

  it('assigns the first colour to the control, even if it comes late, and equal names equal colours on another page', () => {
    const [one, other] = [createVariantColours(), createVariantColours()]
    const treatment = one('hero', 'treatment')
    expect(one('hero', 'control')).toBe(1)
    expect([other('hero', 'control'), other('hero', 'treatment')]).toEqual([1, treatment])
  })

  it('uses grey for no variant, and if no colour is left', () => {
    const colours = createVariantColours()
    expect(colours('hero', undefined)).toBe(0)
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => colours('hero', name)).sort()).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ])
    expect(colours('other', 'g')).toBeGreaterThan(0)
  })
})

describe(seriesColour, () => {
  it('is defined in the style sheet', () => {
    expect(seriesColour(3)).toBe('var(--series-3)')
  })
})
