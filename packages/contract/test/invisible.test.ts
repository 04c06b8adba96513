import fc from 'fast-check'
import { formatIssue, transform, escapeText } from '../src/index.js'
import { previewValue } from '@experiment-impressions/inspection'
import { isBlank, isPadded } from '../src/text/suspect-text.js'

const codePoints = [
  0x00, 0x1b, 0x85, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180b, 0x180e, 0x2000, 0x2003,
  0x200a, 0x200b, 0x200c, 0x200d, 0x200e, 0x2028, 0x202a, 0x202e, 0x202f, 0x205f, 0x2060, 0x2064, 0x2066,
  0x2069, 0x206a, 0x206f, 0x2800, 0x3000, 0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1d159,
  0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef,
]
const invisible = codePoints.map((code): [string, string] => [
  `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
  String.fromCodePoint(code),
])
const someInvisible = fc.constantFrom(...invisible.map(([, character]) => character))

const impression = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  userId: 'user-48213',
  anonymousId: 'anonymous-device-1',
  timestamp: '2026-11-23T04:02:29.057Z',
  properties: { flag_key: 'hero', variant: 'treatment', experiment_key: 'exp-1', time: 1795406548954 },
}
const withProperties = (properties: object) => ({
  ...impression,
  properties: { ...impression.properties, ...properties },
})
const issuesOf = (event: object) =>
  transform(event).issues.map(({ code, path }) => `${code} ${path.join('.')}`)

describe('an invisible character', () => {
  it.each(invisible)('%s is escaped', (_name, character) => {
    const escaped = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
      .join('')
    expect(escapeText(`he${character}ro`)).toBe(`he${escaped}ro`)
    expect(escapeText(character)).toBe(escaped)
    expect(previewValue({ [character]: [`x${character}`] }, 100)).toMatch(/^[ -~]*$/)
  })

  it.each(invisible)('%s is blank alone, and padding at either end', (_name, character) => {
    expect(isBlank(character + character)).toBe(true)
    expect([isPadded(`hero${character}`), isPadded(`${character}hero`)]).toEqual([true, true])
  })

  it('never survives in an escaped text, and escaping is idempotent', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('a', '1', 'é', '語', '-', 'ا'), someInvisible) })
    fc.assert(
      fc.property(text, (key) => {
        expect(escapeText(key)).toMatch(/^(?:[ -~é語ا]|1\ufe0f\u20e3)*$/)
        expect(escapeText(escapeText(key))).toBe(escapeText(key))
      }),
    )
  })

  it.each(invisible)('%s is escaped in messages', (_name, character) => {
    const { issues } = transform(withProperties({ [`note${character}`]: 'x'.repeat(1025) }))
    expect(issues.map(({ code }) => code)).toEqual(['STRING_TOO_LONG'])
    expect(issues.map(formatIssue).join()).toMatch(/^[ -~]*$/)
  })
})

describe('a character that shapes its neighbours', () => {
  it.each([
    ['emoji', '❤️ ☺️ ☎️'],
    ['a skin tone', '👍🏽'],
    ['joined emoji', '👩‍👩‍👧 👩🏽‍🚀 🏳️‍🌈 👨‍❤️‍💋‍👨 🧔🏽‍♂️'],
    ['keycaps', '1️⃣ #️⃣'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‌ष क्‍ष'],
    ['accents, and scripts without joiners', 'Größe e\u0301 日本語 العربية שלום'],
  ])('stays as it is: %s', (_what, text) => {
    expect(escapeText(text)).toBe(text)
    expect(isPadded(text)).toBe(false)
    expect(issuesOf(withProperties({ variant: text }))).toEqual([])
  })

  it.each([
    ['a selector after an emoji that needs none', '👍\ufe0f'],
    ['a selector after a digit', '1\ufe0f'],
    ['a joiner after an emoji', '👩\u200d'],
    ['a joiner between Latin letters', 'a\u200db'],
    ['a non-joiner after a letter that never joins', 'دا\u200cمن'],
    ['a non-joiner at an end', 'می\u200c'],
  ])('is escaped if it shapes nothing: %s', (_what, text) => {
    expect(escapeText(text)).toMatch(/\\u[\da-f]{4}/)
    expect(issuesOf(withProperties({ variant: text }))).toHaveLength(1)
  })
})

describe('keys and ids', () => {
  it('are blank if every character is invisible', () => {
    const blank = '\u3164\u2800\u115f\u{E0041}\u00a0'
    expect(issuesOf({ ...impression, userId: blank })).toEqual(['ID_BLANK userId'])
    expect(issuesOf(withProperties({ flag_key: blank }))).toEqual(['FLAG_KEY_MISSING properties.flag_key'])
  })

  it.each<[string, object]>([
    ['userId', { ...impression, userId: 'user\u200b48213' }],
    ['messageId', { ...impression, messageId: 'message\u00ad1' }],
    ['properties.flag_key', withProperties({ flag_key: 'hero\u00a0banner' })],
    ['properties.variant', withProperties({ variant: 'treat\u3164ment' })],
    ['properties.experiment_key', withProperties({ experiment_key: 'exp\u2060-1' })],
  ])('are sent with an invisible character, with an issue at %s', (path, event) => {
    expect(transform(event).kind).toBe('send')
    expect(issuesOf(event)).toEqual([`TEXT_INVISIBLE ${path}`])
  })

  it('have only one issue if a character at the end is invisible too', () => {
    expect(issuesOf(withProperties({ variant: 'treat\u200bment\u200b' }))).toEqual([
      'TEXT_PADDED properties.variant',
    ])
  })

  it('have no issue for a plain space', () => {
    expect(issuesOf(withProperties({ variant: 'hero banner größe' }))).toEqual([])
  })

  it('aren’t sent if the name of the variant contains an invisible character', () => {
    const { variant: _, ...properties } = impression.properties
    const event = { ...impression, properties: { ...properties, 'variant\u200b': 'treatment' } }
    expect(transform(event).kind).toBe('refuse')
    expect(issuesOf(event)).toEqual(['VARIANT_MISNAMED properties.variant\u200b'])
  })
})
