import { amplitudeEventSchema, hasErrors, trackEventSchema, transform } from '../src/index.js'
import { corpus } from './helpers/corpus.js'

describe('the corpus', () => {
  it('has at least 40 cases', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(40)
  })

  it.each(corpus)('$name: the decision is the expected one', ({ event, expected }) => {
    const result: unknown = JSON.parse(JSON.stringify(transform(event)))
    expect(result).toStrictEqual(expected)
  })

  it.each(corpus.filter(({ expected }) => expected.kind === 'send'))(
    '$name: the sent event satisfies the post-transformation schema and has no errors',
    ({ event }) => {
      const result = transform(event)
      expect(
        amplitudeEventSchema.safeParse(result.kind === 'send' ? result.event : result).error,
      ).toBeUndefined()
      expect(hasErrors(result.issues)).toBe(false)
    },
  )

  it.each(corpus.filter(({ name }) => name.startsWith('recorded-')))(
    '$name: an event from the real scripts satisfies the pre-transformation schema and has no issues',
    ({ event }) => {
      expect(trackEventSchema.safeParse(event).error).toBeUndefined()
      expect(transform(event).issues).toStrictEqual([])
    },
  )
})
