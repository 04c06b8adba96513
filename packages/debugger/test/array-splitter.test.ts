import fc from 'fast-check'
import { createArraySplitter } from '../src/records/array-splitter.js'

function split(text: string, pieceLength: number): string[] {
  const splitter = createArraySplitter()
  const found: string[] = []
  for (let at = 0; at < text.length; at += pieceLength)
    found.push(...splitter.add(text.slice(at, at + pieceLength)))
  return found
}

describe(createArraySplitter, () => {
  it.each([
    ['an empty array', '[]', []],
    ['numbers and texts', '[1,"a",null]', ['1', '"a"', 'null']],
    ['white space', ' [ {"a":1} ,\n {"b":2} ] ', ['{"a":1}', '{"b":2}']],
    [
      'brackets and quotes in texts',
      String.raw`[{"a":"]\",[{\\"},"\\"]`,
      [String.raw`{"a":"]\",[{\\"}`, String.raw`"\\"`],
    ],
    ['arrays inside', '[[1,[2,3]],{"a":[4,{}]}]', ['[1,[2,3]]', '{"a":[4,{}]}']],
  ])('splits %s', (_what, text, elements) => {
    for (const pieceLength of [1, 2, 3, 1000]) expect(split(text, pieceLength)).toEqual(elements)
  })

  it('returns the elements of any array, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 40 }), (values, pieceLength) => {
        const elements = split(JSON.stringify(values), pieceLength).map((text) => JSON.parse(text) as unknown)
        expect(elements).toEqual(JSON.parse(JSON.stringify(values)))
      }),
    )
  })

  it('returns complete elements before the array ends', () => {
    const splitter = createArraySplitter()
    expect(splitter.add('[{"a":1},{"b"')).toEqual(['{"a":1}'])
    expect(splitter.add(':2},')).toEqual(['{"b":2}'])
  })
})
