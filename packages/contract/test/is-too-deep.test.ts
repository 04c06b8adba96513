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

  it('takes a hundred thousand layers without running out of stack', () => {
    expect(isTooDeep(nested(100_000))).toBe(true)
    expect(isTooDeep({ batch: [{ properties: nested(100_000, ['{"a":', '}']) }] })).toBe(true)
  })

  it('takes what is wide', () => {
    expect(isTooDeep(Array.from({ length: 100_000 }, () => [{}]))).toBe(false)
  })

  it('finds what contains itself too deep', () => {
    const itself: unknown[] = []
    itself.push(itself, itself)
    expect(isTooDeep(itself)).toBe(true)
  })

  it('looks once at what is held many times', () => {
    let doubled: unknown = 1
    for (let layer = 0; layer < maxJsonLayers; layer += 1) doubled = [doubled, doubled]
    expect(isTooDeep(doubled)).toBe(false)
  })

  it('finds no JSON that people write too deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 40 }), (value) => {
        expect(isTooDeep(value)).toBe(false)
      }),
    )
  })
})
