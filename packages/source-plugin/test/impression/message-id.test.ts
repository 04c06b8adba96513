import fc from 'fast-check'
import { toMessageId } from '../../src/impression/message-id.js'

const now = Date.UTC(2026, 10, 23)
const content = { visitor: 'ANON-1', event: '$impression', properties: { flag_key: 'f', variant: 'a' } }

afterEach(() => {
  jest.restoreAllMocks()
})

describe(toMessageId, () => {
  it('is the same for the same moment and content', () => {
    expect(toMessageId(now, content, true)).toBe(toMessageId(now, structuredClone(content), true))
    // One browser may run pages with two releases: if this changes, they create duplicates.
    expect(toMessageId(now, content, true)).toMatchInlineSnapshot(`"exp-1795392000000-342866588"`)
  })

  it.each([
    ['moment', now + 1, content],
    ['visitor', now, { ...content, visitor: 'ANON-2' }],
    ['event', now, { ...content, event: '$exposure' }],
    ['properties', now, { ...content, properties: { flag_key: 'f', variant: 'b' } }],
    ['letters outside the basic plane', now, { ...content, visitor: '😀' }],
  ])('differs with the %s', (_what, moment, other) => {
    const ids = [content, { ...content, visitor: '😁' }].map((each) => toMessageId(now, each, true))
    expect(ids).not.toContain(toMessageId(moment, other, true))
  })

  it('differs each time if nothing makes the content unique', () => {
    expect(toMessageId(now, content, false)).not.toBe(toMessageId(now, content, false))
    expect(toMessageId(now, content, undefined)).not.toBe(toMessageId(now, content, undefined))
  })

  it('has at most the 100 characters that Segment allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 864e13 }),
        fc.jsonValue(),
        fc.double({ min: 0, max: 1, maxExcluded: true }),
        (moment, anything, random) => {
          jest.spyOn(Math, 'random').mockReturnValue(random)
          expect(toMessageId(moment, anything, false).length).toBeLessThanOrEqual(100)
          expect(toMessageId(moment, anything, true)).toMatch(/^exp-\d+-\d{1,10}$/)
        },
      ),
    )
  })

  it('sorts by time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(now - 864e5), max: new Date(now + 864e8), noInvalidDate: true }),
        (date) => {
          const ids = [date.getTime() + 1, date.getTime()].map((moment) =>
            toMessageId(moment, content, false),
          )
          expect(ids.toSorted()).toEqual(ids.toReversed())
        },
      ),
    )
  })

  it('hardly ever collides', () => {
    const ids = Array.from({ length: 20_000 }, (_each, index) =>
      toMessageId(now, { ...content, index }, true),
    )
    expect(new Set(ids).size).toBeGreaterThan(19_998)
  })

  it('reveals nobody’s id', () => {
    expect(toMessageId(now, content, false)).not.toContain('ANON')
  })
})
