import fc from 'fast-check'
import { toPendingImpression, type Circumstances } from '../src/pending-impression.js'
import { shownTo } from '../src/pin-identity.js'
import { usePage } from './helpers/page.js'

usePage()

const now = Date.UTC(2026, 10, 23)
const somebody: Circumstances = {
  viewer: { userId: 'USER-1', anonymousId: 'ANON-1' },
  takenAt: now,
  salt: 'r1',
}
const impression = {
  eventType: '$impression',
  eventProperties: { flag_key: 'hero-headline', variant: 'treatment', time: now - 1000 },
}

const idOf = (event: object, circumstances: Circumstances = somebody): string =>
  toPendingImpression({ eventType: '$impression', ...event }, circumstances)[2].messageId

describe(toPendingImpression, () => {
  it('keeps name, properties, moment and person', () => {
    expect(toPendingImpression(impression, somebody)).toEqual([
      '$impression',
      impression.eventProperties,
      {
        messageId: expect.stringMatching(/^exp-\d+-ANON-1-/) as string,
        timestamp: new Date(now - 1000).toISOString(),
        context: {
          page: { url: 'https://shop.test/', path: '/', search: '', title: 'Shop', referrer: '' },
          [shownTo]: { userId: 'USER-1', anonymousId: 'ANON-1' },
        },
      },
    ])
  })

  it.each([
    ['no time', undefined],
    ['seconds', now / 1000],
    ['microseconds', now * 1000],
    ['two days ahead', now + 2 * 864e5],
    ['text', String(now)],
    ['a fraction', now - 0.5],
    ['NaN', NaN],
    ['an object', {}],
  ])('takes the moment at which the event came where `time` is %s', (_what, time) => {
    const event = { ...impression, eventProperties: { flag_key: 'f', time } }
    expect(toPendingImpression(event, somebody)[2].timestamp).toBe(new Date(now).toISOString())
  })

  describe('messageId', () => {
    it('is the same for the same event, visitor and moment, whenever and wherever it is taken in', () => {
      const later = { ...somebody, takenAt: now + 5000, salt: 'r2', viewer: { anonymousId: 'ANON-1' } }
      expect(idOf(impression, later)).toBe(idOf(impression))
    })

    it.each([
      ['visitor', impression, { ...somebody, viewer: { anonymousId: 'ANON-2' } }],
      [
        'visitor behind the first 40 characters',
        impression,
        { ...somebody, viewer: { anonymousId: 'x'.repeat(50) } },
      ],
      ['event', { ...impression, eventType: '$exposure' }, somebody],
      ['flag', { eventProperties: { ...impression.eventProperties, flag_key: 'other' } }, somebody],
      ['variant', { eventProperties: { ...impression.eventProperties, variant: 'control' } }, somebody],
      ['moment', { eventProperties: { ...impression.eventProperties, time: now - 999 } }, somebody],
    ])('differs with the %s', (_what, event, circumstances) => {
      expect(idOf(event, circumstances)).not.toBe(idOf(impression))
      expect(idOf(event, circumstances)).not.toBe(
        idOf(impression, { ...somebody, viewer: { anonymousId: `${'x'.repeat(49)}y` } }),
      )
    })

    it('is made unique where there is no time or no visitor', () => {
      const noTime = { eventProperties: { flag_key: 'f' } }
      expect(idOf(noTime)).not.toBe(idOf(noTime, { ...somebody, salt: 'r2' }))
      const nobody = { ...somebody, viewer: {} }
      expect(idOf(impression, nobody)).not.toBe(idOf(impression, { ...nobody, salt: 'r2' }))
    })

    it('is not longer than 100 characters, however long the visitor’s id is', () => {
      // As long as the salt can get: the digits of a random number in base 36.
      const salt = 'z'.repeat(12)
      const ids = fc.oneof(fc.string({ minLength: 1 }), fc.string({ minLength: 100, maxLength: 300 }))
      fc.assert(
        fc.property(fc.string(), ids, (flagKey, anonymousId) => {
          const event = { eventProperties: { flag_key: flagKey } }
          const id = idOf(event, { ...somebody, viewer: { anonymousId }, salt })
          expect(id.length).toBeLessThanOrEqual(100)
          expect(id.startsWith(`exp-${String(now)}-${anonymousId.slice(0, 40)}-`)).toBe(true)
          expect(id.endsWith(salt)).toBe(true)
        }),
      )
    })
  })

  it('flattens metadata where asked to, and changes nothing of the event itself', () => {
    const metadata = { flagVersion: 7, nested: { list: [1, { x: null }] }, empty: {} }
    const event = { eventType: '$impression', eventProperties: { flag_key: 'f', metadata } }
    const before = structuredClone(event)
    const [, properties] = toPendingImpression(event, { ...somebody, isFlat: true })
    expect(JSON.parse(JSON.stringify(properties))).toEqual({
      flag_key: 'f',
      metadata_flagVersion: 7,
      metadata_nested_list_0: 1,
      metadata_nested_list_1_x: null,
    })
    expect(event).toEqual(before)
  })

  it('takes any properties that are JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (properties, isFlat) => {
        const event = { eventType: '$impression', eventProperties: { ...properties, flag_key: 'f' } }
        const [, , { timestamp }] = toPendingImpression(event, { ...somebody, isFlat })
        expect(Number.isNaN(Date.parse(timestamp))).toBe(false)
      }),
    )
  })
})
