import fc from 'fast-check'
import { formatIssue, parseTrackEvent, transform, type TransformOptions } from '../src/index.js'
import {
  escapeText,
  inspectEvent,
  isDeeperThan,
  maxEventLayers,
  transformAtIngestion,
} from '../src/inspection/index.js'
import { isBlank, isPadded } from '../src/suspect-text.js'

const impression = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  anonymousId: 'anonymous-device-1',
  timestamp: '2026-11-23T04:02:29.057Z',
  properties: { flag_key: 'hero', variant: 'treatment', time: 1795406548954 },
}

const withProperties = (properties: object) => ({
  ...impression,
  properties: { ...impression.properties, ...properties },
})

const nested = (layers: number): unknown => JSON.parse('['.repeat(layers) + ']'.repeat(layers))

const thrower = Object.defineProperty({}, 'unsetAs', {
  get: () => {
    throw new Error('not today')
  },
})

describe('options', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'identify'],
    ['a list', []],
    ['a getter that throws', thrower],
    ['values of other kinds', { unsetAs: 7, minIdLength: 'five' }],
    ['numbers that make no sense', { minIdLength: NaN }],
  ])('of %s are as if they were not there', (_what, options) => {
    expect(transform(impression, options as TransformOptions)).toEqual(transform(impression))
    expect(transform(impression, options as TransformOptions).ok).toBe(true)
  })

  it('may be anything at all, and so may the event', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (event, options) => {
        expect(typeof transform(event, options as TransformOptions).ok).toBe('boolean')
      }),
    )
  })
})

describe('an event that is wrong in thousands of places', () => {
  const long = 'x'.repeat(1025)
  const faulty = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      `${'k'.repeat(300)}${String(index)}`,
      { ['q'.repeat(300)]: long },
    ]),
  )

  it('has a hundred issues and one that counts the others', () => {
    const { ok, issues } = transform(withProperties(faulty))
    expect(ok).toBe(true)
    expect(issues).toHaveLength(101)
    expect(issues[100]).toMatchObject({ code: 'MORE_ISSUES', params: { count: 4900 } })
    expect(parseTrackEvent(withProperties(faulty)).issues).toHaveLength(101)
  })

  it('keeps the errors', () => {
    const { ok, issues } = transform({ ...withProperties(faulty), userId: undefined, anonymousId: undefined })
    expect(ok).toBe(false)
    expect(issues.map(({ code }) => code)).toContain('ID_MISSING')
    expect(issues).toHaveLength(101)
  })

  it('shortens paths in the middle', () => {
    const [issue] = transform(withProperties(faulty)).issues
    expect(issue?.path.map(String).every((step) => step.length <= 100)).toBe(true)
    expect(issue?.path[1]).toMatch(/^k{60}…k{29}0$/)
  })

  it('has little to say, whatever it holds', () => {
    const text = fc.oneof(fc.string({ maxLength: 30 }), fc.constant(long), fc.constant('k'.repeat(2000)))
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 12, withCrossShrink: true },
        text,
        fc.integer(),
        fc.dictionary(text, tie('tree')),
        fc.array(tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(text, tree), (properties) => {
        const { issues } = transform(withProperties(properties))
        expect(issues.length).toBeLessThanOrEqual(101)
        expect(issues.map(formatIssue).join('').length).toBeLessThan(200_000)
        expect(JSON.stringify(issues).length).toBeLessThan(200_000)
      }),
    )
  })
})

describe('an event that is nested 100,000 layers deep', () => {
  it.each<[string, Record<string, unknown>]>([
    ['its properties', withProperties({ deep: nested(100_000) })],
    ['its context', { ...impression, context: nested(100_000) }],
    ['its metadata', withProperties({ metadata: nested(100_000) })],
  ])('in %s is transformed and inspected', (_where, event) => {
    expect(transform(event).ok).toBe(true)
    expect(inspectEvent(event)?.post).toBeDefined()
    expect(() => transformAtIngestion(event)).not.toThrow()
  })

  it('is told from others without walking into its depth', () => {
    expect(isDeeperThan(withProperties({ deep: nested(100_000) }), maxEventLayers)).toBe(true)
    expect(isDeeperThan(impression, maxEventLayers)).toBe(false)
  })

  it.each([0, 1, 2, 40, 500])('has %i layers where it is said to', (layers) => {
    expect(isDeeperThan(nested(layers + 1), layers)).toBe(true)
    expect(isDeeperThan(layers === 0 ? 'text' : nested(layers), layers)).toBe(false)
  })
})

describe('invisible letters', () => {
  const invisible = [
    0x3164, 0x115f, 0x1160, 0x2800, 0xa0, 0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200d, 0x202e, 0x2060, 0x2066,
    0x3000, 0xfe0f, 0xfeff, 0xffa0, 0x2003, 0x2028,
  ].map((code) => String.fromCharCode(code))

  it.each(invisible.map((letter) => [letter.charCodeAt(0).toString(16), letter]))(
    '%s is shown as what it is',
    (_code, letter) => {
      expect(escapeText(`hero${letter}`)).toBe(`hero\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    },
  )

  it.each(['\u{E0001}', '\u{E0041}', '\u{E0100}'])(
    'a tag or selector of a higher plane is, too',
    (letter) => {
      expect(escapeText(`a${letter}`)).toMatch(/^a\\u[0-9a-f]{4}\\u[0-9a-f]{4}$/)
    },
  )

  it.each(['hero headline', 'Größe', '日本語', 'العربية', '❤️', '1️⃣', '👍', 'e\u0301'])(
    '%s stays as it is',
    (text) => {
      expect(escapeText(text)).toBe(text)
    },
  )

  it.each(invisible.map((letter) => [letter.charCodeAt(0).toString(16), letter]))(
    '%s alone is a blank, and at an end padding',
    (_code, letter) => {
      expect(isBlank(letter)).toBe(true)
      expect(isPadded(`hero${letter}`)).toBe(true)
    },
  )

  it('alone are no id', () => {
    const { issues } = transform({ ...impression, userId: '\u3164\u3164\u3164\u3164\u3164' })
    expect(issues.map(({ code }) => code)).toContain('ID_BLANK')
  })
})
