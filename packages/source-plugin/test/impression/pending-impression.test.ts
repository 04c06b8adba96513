import fc from 'fast-check'
import {
  toPendingImpression,
  type ExperimentEvent,
  type PendingImpression,
} from '../../src/impression/pending-impression.js'
import { usePage } from '../helpers/page.js'

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

const take = (
  event: Partial<ExperimentEvent> = {},
  visitor: string | null | undefined = 'ANON-1',
  isFlat = false,
): PendingImpression => toPendingImpression({ ...impression, ...event }, visitor, isFlat)

const idOf = (...args: Parameters<typeof take>): string => take(...args).options.messageId

describe(toPendingImpression, () => {
  it('completes name, properties, time and page, but not yet the viewer', () => {
    expect(take()).toEqual({
      event: '$impression',
      properties: impression.eventProperties,
      options: {
        messageId: expect.stringMatching(/^exp-\d{13}-\d+$/) as string,
        timestamp: new Date(now - 1000).toISOString(),
        context: {
          page: { url: 'https://shop.test/', path: '/', search: '', title: 'Shop', referrer: '' },
        },
      },
    })
  })

  it.each<[string, unknown, string | undefined]>([
    ['the address in its metadata', { url: 'https://shop.test/b' }, '/b'],
    ['the screen if the metadata has no address', {}, '/'],
    ['the screen if there is no metadata', null, '/'],
    ['nowhere if the address is invalid', { url: 'about' }, undefined],
  ])('gets the page from %s', (_what, metadata, path) => {
    const { page } = take({ eventProperties: { flag_key: 'f', metadata } }).options.context
    expect(page?.path).toBe(path)
  })

  describe('the timestamp', () => {
    const momentOf = (time: unknown): number =>
      Date.parse(take({ eventProperties: { flag_key: 'f', time } }).options.timestamp)

    it.each([
      ['just before', now - 1],
      ['years ago', Date.UTC(2010, 0, 2)],
      ['less than a day ahead', now + 864e5 - 1],
    ])('is the `time` %s', (_what, time) => {
      expect(momentOf(time)).toBe(time)
    })

    it.each([
      ['none', undefined],
      ['seconds', now / 1000],
      ['microseconds', now * 1000],
      ['a day ahead', now + 864e5],
      ['text', String(now)],
      ['a fraction', now - 0.5],
      ['NaN', NaN],
      ['an object', {}],
    ])('is the time of arrival if `time` is %s', (_what, time) => {
      expect(momentOf(time)).toBe(now)
    })
  })

  describe('the message id', () => {
    it('is the same for the same event, visitor and time, whenever the event arrives', () => {
      const first = idOf()
      jest.advanceTimersByTime(5000)
      expect(idOf()).toBe(first)
    })

    it.each<[string, Partial<ExperimentEvent>, string]>([
      ['visitor', {}, 'ANON-2'],
      ['event', { eventType: '$exposure' }, 'ANON-1'],
      ['flag', { eventProperties: { ...impression.eventProperties, flag_key: 'other' } }, 'ANON-1'],
      ['variant', { eventProperties: { ...impression.eventProperties, variant: 'control' } }, 'ANON-1'],
      ['time', { eventProperties: { ...impression.eventProperties, time: now - 999 } }, 'ANON-1'],
    ])('differs with the %s', (_what, event, visitor) => {
      expect(idOf(event, visitor)).not.toBe(idOf())
    })

    it.each<[string, Partial<ExperimentEvent>, string | null | undefined]>([
      ['time', { eventProperties: { flag_key: 'f' } }, 'ANON-1'],
      ['visitor', {}, null],
      ['visitor’s id', {}, ''],
    ])('is unique if there is no %s', (_what, event, visitor) => {
      expect(idOf(event, visitor)).not.toBe(idOf(event, visitor))
    })

    it('stays the same if the properties are flattened', () => {
      expect(idOf({}, 'ANON-1', true)).toBe(idOf())
    })
  })

  it('flattens metadata on demand, and leaves the event itself unchanged', () => {
    const metadata = { flagVersion: 7, nested: { list: [1, { x: null }] }, empty: {} }
    const event = { eventType: '$impression', eventProperties: { flag_key: 'f', metadata } }
    const before = structuredClone(event)
    expect(take(event, 'ANON-1', true).properties).toEqual({
      flag_key: 'f',
      metadata_flagVersion: 7,
      metadata_nested_list_0: 1,
      metadata_nested_list_1_x: null,
    })
    expect(event).toEqual(before)
    expect(take(event).properties).toEqual(event.eventProperties)
  })

  it('accepts an event without properties', () => {
    expect(take({ eventProperties: undefined })).toMatchObject({ event: '$impression', properties: {} })
  })

  it('accepts any properties that are JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (properties, isFlat) => {
        const { options } = take({ eventProperties: { ...properties, flag_key: 'f' } }, 'ANON-1', isFlat)
        expect(Date.parse(options.timestamp)).toBeLessThan(now + 864e5)
        expect(options.messageId.startsWith(`exp-${String(Date.parse(options.timestamp))}-`)).toBe(true)
      }),
    )
  })
})
