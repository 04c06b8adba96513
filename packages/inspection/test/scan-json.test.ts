import fc from 'fast-check'
import { scanJson, skipSpace } from '../src/index.js'

describe(scanJson, () => {
  it('finds the end of any JSON value, whatever follows', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n{', ',', ' x'), fc.nat(3), (json, tail, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        // A number could go on in what follows.
        expect(scanJson(text + tail, 0)).toEqual({ ok: true, end: text.length })
      }),
    )
  })

  it('accepts exactly what JSON.parse accepts', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const almostJson = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '\\', ',', '}', ']', ':', '-', '0', 'e', '\u0001'))
      .map(([json, at, piece]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + piece + json.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(almostJson, fc.string()), (text) => {
        const scan = scanJson(text, skipSpace(text, 0))
        const isWhole = scan.ok && skipSpace(text, scan.end) === text.length
        expect({ text, isWhole }).toEqual({ text, isWhole: isJson(text) })
      }),
      { numRuns: 2000 },
    )
  })

  it('is as deep as any text', () => {
    const depth = 1e5
    expect(scanJson('['.repeat(depth) + ']'.repeat(depth), 0)).toEqual({ ok: true, end: 2 * depth })
    expect(scanJson('['.repeat(depth), 0)).toEqual({
      ok: false,
      at: depth,
      expected: 'a JSON value, but the text ends',
    })
  })
})
