import fc from 'fast-check'
import { experimentUserProperty, transform, type TransformOptions } from '../src/index.js'
import { codesOf, eventOf, impression, withProperties } from './helpers/impression.js'

describe('unsetAs: identify', () => {
  const out = withProperties({ variant: undefined })

  it('sends an identify that only unsets if the visitor isn’t in the experiment', () => {
    expect(eventOf(transform(out, { unsetAs: 'identify' }))).toStrictEqual({
      event_type: '$identify',
      device_id: 'anonymous-device-1',
      time: 1795406549055,
      insert_id: 'message-1',
      user_properties: { $unset: { [experimentUserProperty('hero')]: '-' } },
    })
  })

  it('changes nothing if the visitor is in the experiment', () => {
    expect(transform(impression, { unsetAs: 'identify' })).toStrictEqual(transform(impression))
  })

  it('sends nothing for a mutual-exclusion group without a variant', () => {
    const event = withProperties({ variant: undefined, metadata: { flagType: 'mutual-exclusion-group' } })
    const result = transform(event, { unsetAs: 'identify' })
    expect(result.kind).toBe('skip')
    expect(codesOf(result)).toStrictEqual(['MUTUAL_EXCLUSION_GROUP'])
  })
})

describe('minIdLength', () => {
  it.each([
    [1, 'u', 'u'],
    [5, 'user', undefined],
    [5, 'user1', 'user1'],
    [10, 'user-4821', undefined],
  ])('%i turns the id %s into %s', (minIdLength, userId, expected) => {
    const { user_id } = eventOf(transform({ ...impression, userId }, { minIdLength }))
    expect(user_id).toBe(expected)
  })
})

const thrower = Object.defineProperty({}, 'unsetAs', {
  get: () => {
    throw new Error('not today')
  },
})

describe('invalid options', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'identify'],
    ['a list', []],
    ['a getter that throws', thrower],
    ['values of other types', { unsetAs: 7, minIdLength: 'five' }],
    ['meaningless numbers', { minIdLength: NaN }],
  ])('count as absent: %s', (_what, options) => {
    expect(transform(impression, options as TransformOptions)).toEqual(transform(impression))
    expect(transform(impression, options as TransformOptions).kind).toBe('send')
  })

  it('never make transform throw, whatever the event', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (event, options) => {
        expect(transform(event, options as TransformOptions).kind).toMatch(/^(?:send|skip|refuse)$/)
      }),
    )
  })
})
