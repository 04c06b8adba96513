import fc from 'fast-check'
import { escapeText } from '@experiment-impressions/contract'
import { shortValue } from '@experiment-impressions/inspection'
import { markEscapes } from '../src/ui/mark-escapes.js'

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\\',
      'u',
      '3',
      '1',
      '6',
      '4',
      '\\u3164',
      '\u3164',
      '\u00a0',
      '\u2800',
      '\u200d',
      '👩',
      '\ufe0f',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

describe(markEscapes, () => {
  it.each([
    ['hero', ['hero']],
    ['', []],
    ['hero\u3164', ['hero', '<\\u3164>']],
    [String.raw`hero\u3164`, [String.raw`hero\u3164`]],
    ['\u00a0he\u200b\u202ero', ['<\\u00a0>', 'he', '<\\u200b\\u202e>', 'ro']],
    ['\ud800a\u{e0041}', ['<\\ud800>', 'a', '<\\udb40\\udc41>']],
    ['👩‍👩‍👧 می‌خواهم', ['👩‍👩‍👧 می‌خواهم']],
  ])('separates the letters of %j from escapes', (text, expected) => {
    const marked = markEscapes(text).map(({ text: shown, isEscape }) => (isEscape ? `<${shown}>` : shown))
    expect(marked).toEqual(expected)
  })

  it('shows the same as the terminal, from which the text can be restored', () => {
    fc.assert(
      fc.property(odd, (text) => {
        const stretches = markEscapes(text)
        expect(stretches.map((each) => each.text).join('')).toBe(escapeText(text))
        const back = stretches.map(({ text: shown, isEscape }) =>
          isEscape
            ? shown.replaceAll(/\\u([\da-f]{4})/g, (_, code: string) =>
                String.fromCharCode(parseInt(code, 16)),
              )
            : shown,
        )
        expect(back.join('')).toBe(text)
      }),
    )
  })
})

describe(shortValue, () => {
  it('never cuts an escape in two', () => {
    for (let room = 1; room < 30; room += 1)
      expect(shortValue({ a: '\u3164\u00a0b\u2800' }, room)).toMatch(/^(?:[^\\]|\\u[\da-f]{4})*…?$/)
  })
})
