import fc from 'fast-check'
import { isTooDeep, maxJsonLayers } from '../src/json/index.js'

const nested = (layers: number, [open, close]: [string, string] = ['[', ']']): unknown =>
  JSON.parse(open.repeat(layers) + '1' + close.repeat(layers))

describe(isTooDeep, () => {
  it.each<[string, [string, string]]>([
    ['arrays', ['[', ']']],
    ['objects', ['{"a":', '}']],
  ])('counts %s up to the limit', (_, brackets) => {
    expect(isTooDeep(nested(maxJsonLayers, brackets))).toBe(false)
    expect(isTooDeep(nested(maxJsonLayers + 1, brackets))).toBe(true)
  })

  it('doesn’t run out of stack for a hundred thousand layers', () => {
    expect(isTooDeep(nested(100_000))).toBe(true)
    expect(isTooDeep({ batch: [{ properties: nested(100_000, ['{"a":', '}']) }] })).toBe(true)
  })

  it('accepts wide values', () => {
    expect(isTooDeep(Array.from({ length: 100_000 }, () => [{}]))).toBe(false)
  })

  it('returns true for an array that contains itself', () => {
    const itself: unknown[] = []
    itself.push(itself, itself)
    expect(isTooDeep(itself)).toBe(true)
  })

  it('reads a repeated value only once per layer', () => {
    let doubled: unknown = 1
    for (let layer = 0; layer < maxJsonLayers; layer += 1) doubled = [doubled, doubled]
    expect(isTooDeep(doubled)).toBe(false)
  })

  it('accepts JSON that people write', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 40 }), (value) => {
        expect(isTooDeep(value)).toBe(false)
      }),
    )
  })
})
