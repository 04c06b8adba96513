import fc from 'fast-check'
import { toPendingImpression } from '../src/pending-impression.js'
import { usePage } from './helpers/page.js'

usePage()

const now = Date.UTC(2026, 10, 23)
const impression = {
  eventType: '$impression',
  eventProperties: { flag_key: 'hero-headline', variant: 'treatment', time: now - 1000 },
}

beforeEach(() => {
  jest.useFakeTimers({ now })
})

afterEach(() => {
  jest.useRealTimers()
})

const idOf = (event: object, visitor: string | undefined = 'ANON-1'): string =>
  toPendingImpression({ eventType: '$impression', ...event }, visitor, false).options.messageId

describe(toPendingImpression, () => {
  it('keeps name, properties and moment', () => {
    expect(toPendingImpression(impression, 'ANON-1', false)).toEqual({
      event: '$impression',
      properties: impression.eventProperties,
      options: {
        messageId: expect.stringMatching(/^exp-\d+-\d+$/) as string,
        timestamp: new Date(now - 1000).toISOString(),
        context: { page: { url: 'https://shop.test/', path: '/', search: '', title: 'Shop', referrer: '' } },
      },
    })
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
    expect(toPendingImpression(event, 'ANON-1', false).options.timestamp).toBe(new Date(now).toISOString())
  })

  describe('messageId', () => {
    it('is the same for the same event, visitor and moment, whenever and wherever it is taken in', () => {
      const id = idOf(impression)
      jest.setSystemTime(now + 5000)
      expect(idOf(impression)).toBe(id)
    })

    it.each([
      ['visitor', impression, 'ANON-2'],
      ['event', { ...impression, eventType: '$exposure' }, 'ANON-1'],
      ['flag', { eventProperties: { ...impression.eventProperties, flag_key: 'other' } }, 'ANON-1'],
      ['variant', { eventProperties: { ...impression.eventProperties, variant: 'control' } }, 'ANON-1'],
      ['moment', { eventProperties: { ...impression.eventProperties, time: now - 999 } }, 'ANON-1'],
    ])('differs with the %s', (_what, event, visitor) => {
      expect(idOf(event, visitor)).not.toBe(idOf(impression))
    })

    it('is made unique where there is no time or no visitor', () => {
      const noTime = { eventProperties: { flag_key: 'f' } }
      expect(idOf(noTime)).not.toBe(idOf(noTime))
      expect(toPendingImpression(impression, undefined, false).options.messageId).not.toBe(
        toPendingImpression(impression, undefined, false).options.messageId,
      )
    })

    it('is short, and shows no id of anybody’s, whatever that is', () => {
      fc.assert(
        fc.property(fc.string(), fc.string({ minLength: 12, maxLength: 300 }), (flagKey, visitor) => {
          const id = idOf({ eventProperties: { flag_key: flagKey } }, visitor)
          expect(id.length).toBeLessThanOrEqual(60)
          expect(id).toMatch(/^exp-\d+-[\d.e-]+$/)
        }),
      )
    })
  })

  it('flattens metadata where asked to, and changes nothing of the event itself', () => {
    const metadata = { flagVersion: 7, nested: { list: [1, { x: null }] }, empty: {} }
    const event = { eventType: '$impression', eventProperties: { flag_key: 'f', metadata } }
    const before = structuredClone(event)
    const { properties } = toPendingImpression(event, 'ANON-1', true)
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
        const { timestamp } = toPendingImpression(event, 'ANON-1', isFlat).options
        expect(Number.isNaN(Date.parse(timestamp))).toBe(false)
      }),
    )
  })
})
