import { cut, fit } from '../src/terminal/text-width.js'

describe(fit, () => {
  it.each([
    ['hero', 4],
    [String.raw`hero\u3164`, 10],
    ['日本語', 6],
    ['ｶﾅ', 2],
    ['한글', 4],
    // Decomposed: three letters, one syllable.
    ['\u1112\u1161\u11ab', 2],
    ['e\u0301', 1],
    ['👍🏽', 4],
    // Joiners take no room of their own.
    ['👩‍👩‍👧', 6],
    ['می‌خواهم', 7],
  ])('fills up what %j leaves of the columns', (text, width) => {
    expect(fit(text, 12)).toBe(text + ' '.repeat(12 - width))
  })
})

describe(cut, () => {
  it('leaves no part of an escape, which would be taken for letters', () => {
    const text = String.raw`he\u3164ro`
    expect(Array.from({ length: 10 }, (_, width) => cut(text, width))).toStrictEqual([
      '',
      '…',
      'h…',
      'he…',
      'he…',
      'he…',
      'he…',
      'he…',
      'he…',
      String.raw`he\u3164…`,
    ])
  })
})
