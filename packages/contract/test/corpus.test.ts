import { amplitudeEventSchema, hasErrors, trackEventSchema, transform } from '../src/index.js'
import { corpus } from './helpers/corpus.js'

describe('the corpus', () => {
  it('holds at least 40 cases', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(40)
  })

  it.each(corpus)('$name: the event becomes what is expected', ({ event, expected }) => {
    const result: unknown = JSON.parse(JSON.stringify(transform(event)))
    expect(result).toStrictEqual(expected)
  })

  it.each(corpus.filter(({ expected }) => expected.kind === 'send'))(
    '$name: what is sent satisfies the post-transformation schema, and has no error',
    ({ event }) => {
      const result = transform(event)
      expect(
        amplitudeEventSchema.safeParse(result.kind === 'send' ? result.event : result).error,
      ).toBeUndefined()
      expect(hasErrors(result.issues)).toBe(false)
    },
  )

  it.each(corpus.filter(({ name }) => name.startsWith('recorded-')))(
    '$name: an event of the real scripts satisfies the pre-transformation schema without an issue',
    ({ event }) => {
      expect(trackEventSchema.safeParse(event).error).toBeUndefined()
      expect(transform(event).issues).toStrictEqual([])
    },
  )
})
