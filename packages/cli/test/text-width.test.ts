import { wrapLines } from '../src/terminal/wrap-lines.js'
import { columnsOf, cut, fit, textWidth, wrapIndented } from '../src/terminal/text-width.js'

const family = '👩‍👩‍👧'

describe(textWidth, () => {
  it.each([
    ['an ASCII word', 'hero', 4],
    ['an escape', String.raw`hero\u3164`, 10],
    ['CJK', '日本語', 6],
    ['half-width katakana', 'ｶﾅ', 2],
    ['Hangul', '한글', 4],
    ['Hangul as separate letters', '\u1112\u1161\u11ab', 2],
    ['a combining mark', 'e\u0301', 1],
    ['many combining marks', `e${'\u0301\u0323'.repeat(20)}`, 1],
    ['a Devanagari vowel sign, which has a column', '\u0915\u093f', 2],
    ['emoji with a skin tone', '👍🏽', 2],
    ['joined emoji', family, 2],
    ['a flag', '🇩🇪', 2],
    ['a keycap', '1\ufe0f\u20e3', 2],
    ['a heart that its selector makes an emoji', '❤\ufe0f', 2],
    ['a joiner in Persian', 'می‌خواهم', 7],
    ['text in colour', '\u001b[1m\u001b[31mhero\u001b[39m\u001b[22m', 4],
  ])('counts the columns of %s', (_, text, width) => {
    expect(textWidth(text)).toBe(width)
  })
})

describe(fit, () => {
  it.each(['hero', '日本語', family, 'e\u0301'])('pads %j to the width', (text) => {
    expect(fit(text, 12)).toBe(text + ' '.repeat(12 - textWidth(text)))
  })

  it('pads what it cuts in the middle of a wide character', () => {
    expect(fit('日本語', 5)).toBe('日本…')
    expect(fit('日本語', 4)).toBe('日… ')
  })
})

describe(cut, () => {
  it('keeps escapes whole, since part of one looks like letters', () => {
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
    expect(cut(String.raw`heroes\u3164`, 10, 'middle')).toBe('heroe…')
  })

  it('keeps joined emoji whole', () => {
    expect(cut(family.repeat(4), 8)).toBe(family.repeat(4))
    expect(cut(family.repeat(5), 8)).toBe(`${family.repeat(3)}…`)
    expect(cut(family.repeat(5), 7, 'middle')).toBe(`${family}…${family}`)
  })

  it('keeps a letter with its marks', () => {
    expect(cut('cafe\u0301 cre\u0300me', 5)).toBe('cafe\u0301…')
  })

  it('reads no more of a text than it shows', () => {
    const marks = '\u0301'.repeat(1_000_000)
    expect(cut(`e${marks}`, 10).length).toBeLessThanOrEqual(161)
  })
})

describe(wrapIndented, () => {
  it('breaks lines at spaces, by their columns on a terminal', () => {
    expect(wrapIndented(`${family} ${family} ${family}`, 2, 8)).toStrictEqual([
      `  ${family} ${family}`,
      `  ${family}`,
    ])
    expect(wrapIndented('日本 日本 日本', 0, 9)).toStrictEqual(['日本 日本', '日本'])
  })

  it('gives a word that is too long its own line', () => {
    const url = 'https://app.segment.com/goto-my-workspace/functions/catalog'
    expect(wrapIndented(`Open ${url} first.`, 0, 40)).toStrictEqual(['Open', url, 'first.'])
  })

  it('leaves words as they are, since a key composed otherwise is another key', () => {
    expect(wrapIndented('cafe\u0301 caf\u00e9 \u212a', 0, 40)).toStrictEqual(['cafe\u0301 caf\u00e9 \u212a'])
  })

  it('breaks coloured text where plain text breaks', () => {
    const [red, plain] = ['\u001b[31m', '\u001b[39m']
    expect(wrapIndented(`${red}one${plain} ${red}two${plain} three`, 1, 8)).toStrictEqual([
      ` ${red}one${plain} ${red}two${plain}`,
      ' three',
    ])
  })

  it('keeps lines readable on a wide terminal', () => {
    const [first] = wrapIndented('word '.repeat(100), 4, 300)
    expect(textWidth(first)).toBe(98)
  })
})

describe(wrapLines, () => {
  const text = 'impressions: One two three.\n  curl https://api.example.com \\\nfour\n'

  it('breaks a message between words, but no indented line, which is to be copied', () => {
    expect(wrapLines(text, 20)).toBe(
      'impressions: One two\nthree.\n  curl https://api.example.com \\\nfour\n',
    )
  })

  it('breaks nothing without a terminal', () => {
    expect(wrapLines(text, undefined)).toBe(text)
  })
})

describe(columnsOf, () => {
  it('is the width of the terminal', () => {
    expect(columnsOf({ columns: 90 })).toBe(90)
  })

  it('leaves room for words on a narrow terminal', () => {
    expect(columnsOf({ columns: 12 })).toBe(40)
  })

  it('is 120 without a terminal', () => {
    expect(columnsOf({ columns: undefined })).toBe(120)
  })
})
