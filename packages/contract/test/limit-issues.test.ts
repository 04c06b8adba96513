import { inspectEvent } from '@experiment-impressions/inspection'
import fc from 'fast-check'
import { describeIssue, formatIssue, parseTrackEvent, transform, type Issue } from '../src/index.js'
import { impression, withProperties } from './helpers/impression.js'

describe('an event with thousands of issues', () => {
  const long = 'x'.repeat(1025)
  const faulty = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      `${'k'.repeat(300)}${String(index)}`,
      { ['q'.repeat(300)]: long },
    ]),
  )
  const codes = ({ issues }: { readonly issues: readonly Issue[] }) => new Set(issues.map(({ code }) => code))

  it('keeps a hundred, and one that counts the others', () => {
    const { kind, issues } = transform(withProperties(faulty))
    expect(kind).toBe('send')
    expect(issues).toHaveLength(101)
    expect(issues[100]).toMatchObject({ code: 'MORE_ISSUES', params: { count: 4900 } })
    expect(parseTrackEvent(withProperties(faulty)).issues).toHaveLength(101)
  })

  it('keeps the error that blocks the event', () => {
    const result = transform({ ...withProperties(faulty), anonymousId: undefined })
    expect(result.kind).toBe('refuse')
    expect(codes(result)).toContain('ID_MISSING')
    expect(result.issues).toHaveLength(101)
  })

  it('keeps every issue of the rarer codes', () => {
    const few = { ...impression, userId: ' ', messageId: undefined, timestamp: '?' }
    const properties = { ...impression.properties, time: 5, user_properties: {} }
    const result = transform({ ...few, properties: { ...faulty, ...properties } })
    expect([...codes(result)]).toEqual(expect.arrayContaining([...codes(transform({ ...few, properties }))]))
    expect(result.issues).toHaveLength(101)
  })

  it('keeps the issue that its integrations turn the destination off', () => {
    const event = { ...withProperties(faulty), integrations: { All: false } }
    const issues = inspectEvent(event)?.issues ?? []
    expect(issues).toHaveLength(101)
    expect(issues[0]?.code).toBe('INTEGRATIONS_OFF')
    expect(issues[100]).toMatchObject({ code: 'MORE_ISSUES', params: { count: 4901 } })
  })

  it('shortens long paths in the middle', () => {
    const [issue] = transform(withProperties(faulty)).issues
    expect(issue?.path).toEqual([
      'properties',
      expect.stringMatching(/^k{39}…k{19}0$/),
      expect.stringMatching(/^q{39}…q{20}$/),
    ])
    expect(issue && describeIssue(issue).place).toMatch(/^properties\["k{39}…k{19}0"\]\["q{39}…q{20}"\]$/)
  })

  it('never splits a surrogate pair', () => {
    const [issue] = transform(withProperties({ ['🎉'.repeat(300)]: long })).issues
    expect(issue?.path[1]).toMatch(/^(?:🎉)+…(?:🎉)+$/u)
  })

  it('has short messages, whatever it contains', () => {
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

  /** JSON of an object that has the same value under `key` and many other names; up to 1 MB. */
  function manyTimes(key: string, count: number, held: unknown): string {
    const json = JSON.stringify(held)
    const room = Math.floor(1_000_000 / (json.length + 10))
    const members = Array.from({ length: Math.min(count, room) }, (_, n) => `"${String(n)}":${json}`)
    return `{${[`${JSON.stringify(key)}:${json}`, '"__proto__":1', ...members].join(',')}}`
  }
})
