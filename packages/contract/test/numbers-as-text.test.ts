import fc from 'fast-check'
import { transform } from '../src/index.js'
import { codesOf, eventOf, impression, withProperties } from './helpers/impression.js'

describe('a number instead of text', () => {
  const places = {
    userId: (value: unknown) => ({ ...impression, userId: value }),
    anonymousId: (value: unknown) => ({ ...impression, userId: 'user-48213', anonymousId: value }),
    'context.device.id': (value: unknown) => ({ ...impression, context: { device: { id: value } } }),
    messageId: (value: unknown) => ({ ...impression, messageId: value }),
    'properties.flag_key': (value: unknown) => withProperties({ flag_key: value }),
    'properties.variant': (value: unknown) => withProperties({ variant: value }),
    'properties.experiment_key': (value: unknown) => withProperties({ experiment_key: value }),
  }

  it.each(Object.entries(places))('is never sent as %s if it has lost digits', (_, eventWith) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map(Number),
          fc.double({ min: 1e-300, max: 1e-7, noNaN: true }),
          fc.double({ min: 1e21, max: 1e300, noNaN: true }),
        ),
        fc.boolean(),
        (size, isNegative) => {
          const value = isNegative ? -size : size
          const result = transform(eventWith(value))
          expect(JSON.stringify(result.kind === 'send' ? result.event : '')).not.toContain(String(value))
          expect(codesOf(result).filter((code) => code.endsWith('_UNSAFE_NUMBER'))).toHaveLength(1)
        },
      ),
    )
  })

  it('is sent as text if it has all its digits', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (userId) => {
        fc.pre(String(userId).length >= 5)
        expect(eventOf(transform({ ...impression, userId })).user_id).toBe(String(userId))
      }),
    )
  })
})
