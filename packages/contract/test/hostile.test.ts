import fc from 'fast-check'
import {
  describeIssue,
  formatIssue,
  parseTrackEvent,
  transform,
  type Issue,
  type TransformOptions,
} from '../src/index.js'
import { isTooDeep } from '../src/json/index.js'
import {
  addedFields,
  compareForms,
  inspectEvent,
  previewValue,
  transformAtIngestion,
} from '@experiment-impressions/inspection'

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
    expect(transform(impression, options as TransformOptions).kind).toBe('send')
  })

  it('may be anything at all, and so may the event', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (event, options) => {
        expect(transform(event, options as TransformOptions).kind).toMatch(/^(?:send|skip|refuse)$/)
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
  const codes = ({ issues }: { readonly issues: readonly Issue[] }) => new Set(issues.map(({ code }) => code))

  it('has a hundred issues and one that counts the others', () => {
    const { kind, issues } = transform(withProperties(faulty))
    expect(kind).toBe('send')
    expect(issues).toHaveLength(101)
    expect(issues[100]).toMatchObject({ code: 'MORE_ISSUES', params: { count: 4900 } })
    expect(parseTrackEvent(withProperties(faulty)).issues).toHaveLength(101)
  })

  it('keeps the error that nothing is sent for', () => {
    const result = transform({ ...withProperties(faulty), anonymousId: undefined })
    expect(result.kind).toBe('refuse')
    expect(codes(result)).toContain('ID_MISSING')
    expect(result.issues).toHaveLength(101)
  })

  it('keeps whatever does not come by the thousand', () => {
    const few = { ...impression, userId: ' ', messageId: undefined, timestamp: '?' }
    const properties = { ...impression.properties, time: 5, user_properties: {} }
    const result = transform({ ...few, properties: { ...faulty, ...properties } })
    expect([...codes(result)]).toEqual(expect.arrayContaining([...codes(transform({ ...few, properties }))]))
    expect(result.issues).toHaveLength(101)
  })

  it('says so, too, if its integrations switch the destination off', () => {
    const event = { ...withProperties(faulty), integrations: { All: false } }
    const issues = inspectEvent(event)?.issues ?? []
    expect(issues).toHaveLength(101)
    expect(issues[0]?.code).toBe('INTEGRATIONS_OFF')
    expect(issues[100]).toMatchObject({ code: 'MORE_ISSUES', params: { count: 4901 } })
  })

  it('has paths that are shortened in the middle', () => {
    const [issue] = transform(withProperties(faulty)).issues
    expect(issue?.path).toEqual([
      'properties',
      expect.stringMatching(/^k{39}…k{19}0$/),
      expect.stringMatching(/^q{39}…q{20}$/),
    ])
    expect(issue && describeIssue(issue).place).toMatch(/^properties\["k{39}…k{19}0"\]\["q{39}…q{20}"\]$/)
  })

  it('cuts no character in two', () => {
    const [issue] = transform(withProperties({ ['🎉'.repeat(300)]: long })).issues
    expect(issue?.path[1]).toMatch(/^(?:🎉)+…(?:🎉)+$/u)
  })

  it('has little to say, whatever it holds', () => {
    const name = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('__proto__', 'k'.repeat(9000), '\u0000'.repeat(9000), '\u{E0001}'.repeat(9000)),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 45, depthSize: 'large' },
        fc.constantFrom(long, 1, null),
        fc
          .tuple(name, fc.integer({ min: 1, max: 900 }), tie('tree'))
          .map(([key, count, held]): unknown => JSON.parse(manyTimes(key, count, held))),
        tie('tree').map((held) => [held]),
      ),
    }))
    fc.assert(
      fc.property(name, tree, (key, held) => {
        const issues = inspectEvent(withProperties({ [key]: held }))?.issues ?? []
        expect(issues.length).toBeLessThanOrEqual(101)
        expect(issues.map(formatIssue).join('\n').length).toBeLessThan(100_000)
        expect(issues.flatMap(({ path }) => path).join('').length).toBeLessThan(50_000)
      }),
    )
  })

  /** JSON of an object in which one name of `key` and many others hold the same; up to 1 MB. */
  function manyTimes(key: string, count: number, held: unknown): string {
    const json = JSON.stringify(held)
    const room = Math.floor(1_000_000 / (json.length + 10))
    const members = Array.from({ length: Math.min(count, room) }, (_, n) => `"${String(n)}":${json}`)
    return `{${[`${JSON.stringify(key)}:${json}`, '"__proto__":1', ...members].join(',')}}`
  }
})

describe('an event that is nested 100,000 layers deep', () => {
  it.each<[string, object]>([
    ['its properties', withProperties({ deep: nested(100_000) })],
    ['its context', { ...impression, context: nested(100_000) }],
    ['its metadata', withProperties({ metadata: nested(100_000) })],
    ['its integrations', { ...impression, integrations: nested(100_000) }],
    ['its flag key and ids', { ...withProperties({ flag_key: nested(100_000) }), userId: nested(100_000) }],
    ['all of it', JSON.parse('{"properties":'.repeat(100_000) + '1' + '}'.repeat(100_000)) as object],
  ])('in %s is transformed, inspected, compared and shown', (_where, event) => {
    expect(isTooDeep(event)).toBe(true)
    expect(() => parseTrackEvent(event)).not.toThrow()
    expect(() => transform(event)).not.toThrow()
    const uploaded = { event_type: '$impression', event_properties: event, user_id: event }
    expect(() => transformAtIngestion(uploaded)).not.toThrow()
    expect(addedFields({ extra: event })).toHaveLength(1)
    expect(previewValue(event, 100).length).toBeLessThan(1000)
    const inspection = inspectEvent(event)
    const rows = inspection === undefined ? [] : compareForms(inspection)
    for (const { pre, post } of rows)
      expect(previewValue([pre.value, post?.value], 100).length).toBeLessThan(1000)
  })
})
