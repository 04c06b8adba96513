import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, impression, ok, send, sendBatch, treatment } from './helpers/segment'

keepOffTheNetwork()

interface Recorded {
  readonly name: string
  readonly context: object
  readonly integrations?: object
  readonly sent: Readonly<Record<string, unknown>>
}

const recorded = readFileSync(join(__dirname, 'fixtures/segment-amplitude-device.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

/** What isn’t about the device: the recorded destination has another form for events. */
const others = ['event_type', 'event_properties', 'user_properties', 'user_id', 'time', 'insert_id']

const deviceSide = (event: object | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => !others.includes(name)))

const anonymousId = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628'

/** The device fields that Amplitude gets for an impression with this context. */
async function sent(context: unknown) {
  const uploads = amplitude([200, ok])
  await send(impression({ context, anonymousId, integrations: {} }))
  const fields: Record<string, unknown> = deviceSide(uploads[0]?.events[0])
  delete fields['device_id']
  return fields
}

/** The event that Amplitude gets if an admin maps this object to `device`. */
async function sentAs(device: Readonly<Record<string, unknown>>) {
  const uploads = amplitude([200, ok])
  await send(treatment, { device })
  return uploads[0]?.events[0]
}

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const fromIPhone = {
  os_name: 'iOS',
  os_version: '17',
  device_manufacturer: 'Apple',
  device_model: 'iPhone',
  device_type: 'mobile',
}

describe('device fields equal those of Segment’s own Amplitude destination', () => {
  it.each(recorded.map((one) => [one.name, one] as const))('for %s', async (_, one) => {
    const { context, integrations = {} } = one
    const uploads = amplitude([200, ok])
    await send(impression({ context, integrations, anonymousId }))
    expect(deviceSide(uploads[0]?.events[0])).toStrictEqual(one.sent)
  })

  it('for all of these in one batch', async () => {
    const uploads = amplitude(...recorded.map(() => [200, ok] as const))
    await sendBatch(
      recorded.map(({ name, context, integrations = {} }) =>
        impression({ messageId: name, context, integrations, anonymousId }),
      ),
    )
    const events = uploads.flatMap((upload) => upload.events)
    const byName = Object.fromEntries(
      events.map((event) => [String(event['insert_id']), deviceSide(event)] as const),
    )
    expect(byName).toStrictEqual(Object.fromEntries(recorded.map((one) => [one.name, one.sent])))
  })
})

describe('the platform', () => {
  it.each([
    ['ios', 'iOS'],
    ['IOS', 'iOS'],
    ['aNDROID', 'Android'],
    ['android-tv', 'Android-tv'],
    ['tvOS', 'tvOS'],
  ])('%s is spelled %s', async (type, platform) => {
    expect(await sent({ device: { type } })).toStrictEqual({ platform })
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['null', null],
  ])('is Web if the library is analytics.js and the device type is %s', async (_, type) => {
    const context = { device: { type }, library: { name: 'analytics.js' } }
    expect(await sent(context)).toStrictEqual({ platform: 'Web', library: 'analytics.js' })
  })

  it('is left off for any other library, even with a user agent', async () => {
    const library = { name: 'analytics-node' }
    expect(await sent({ library, userAgent: iPhone })).toStrictEqual({
      ...fromIPhone,
      library: 'analytics-node',
    })
  })
})

describe('the ids of a device', () => {
  it.each([
    ['an advertising id', { advertisingId: 'ad-1', idfa: 'ad-2' }, { idfa: 'ad-1', adid: 'ad-1' }],
    ['Apple’s advertising id', { idfa: 'ad-2' }, { idfa: 'ad-2', adid: 'ad-2' }],
    [
      'Apple’s advertising id beside null',
      { advertisingId: null, idfa: 'ad-2' },
      { idfa: 'ad-2', adid: 'ad-2' },
    ],
    ['an empty advertising id, which sends none', { advertisingId: '', idfa: 'ad-2' }, {}],
    ['the device’s id', { id: 'phone-1' }, { idfv: 'phone-1' }],
  ])('are read from %s', async (_, device, expected) => {
    expect(await sent({ device })).toStrictEqual(expected)
  })
})

describe('latitude and longitude', () => {
  it.each([
    ['numbers', { latitude: 52.5, longitude: -0.1 }, { location_lat: 52.5, location_lng: -0.1 }],
    [
      'strings and arrays of one',
      { latitude: '52.5', longitude: ['0'] },
      { location_lat: 52.5, location_lng: 0 },
    ],
    ['other values, as nothing', { latitude: 'north', longitude: null }, {}],
    ['blanks and objects, as nothing', { latitude: ' ', longitude: {} }, {}],
    ['more than a number holds, as nothing', { latitude: '1e999' }, {}],
  ])('are read from %s', async (_, location, expected) => {
    expect(await sent({ location })).toStrictEqual(expected)
  })
})

describe('client hints', () => {
  it.each([
    [
      'win over the user agent',
      { platformVersion: '18.1', model: 'iPhone 16' },
      { os_version: '18.1', device_model: 'iPhone 16' },
    ],
    ['win even if empty', { platformVersion: '', model: '' }, { os_version: '', device_model: '' }],
    ['are ignored if they are null', { platformVersion: null, model: null }, {}],
    ['are ignored if they aren’t an object', 'iPhone 16', {}],
  ])('%s', async (_, userAgentData, expected) => {
    expect(await sent({ userAgent: iPhone, userAgentData })).toStrictEqual({ ...fromIPhone, ...expected })
  })

  it('are ignored without a user agent', async () => {
    expect(await sent({ userAgentData: { platformVersion: '18.1', model: 'iPhone 16' } })).toStrictEqual({})
  })

  it('lose to what the context names', async () => {
    const context = {
      userAgent: iPhone,
      userAgentData: { platformVersion: '18.1', model: 'iPhone 16' },
      os: { name: 'iPadOS', version: '' },
      device: { model: 'iPad' },
    }
    expect(await sent(context)).toStrictEqual({
      ...fromIPhone,
      os_name: 'iPadOS',
      os_version: '18.1',
      device_model: 'iPad',
    })
  })
})

describe('a value that isn’t a string', () => {
  it.each([
    ['a number', 17.5, '17.5'],
    ['zero', 0, '0'],
    ['a boolean', false, 'false'],
    ['an array of one', ['17'], '17'],
    ['an array of one number', [17], '17'],
  ])('is sent as its text if it is %s', async (_, version, text) => {
    expect(await sent({ app: { version } })).toStrictEqual({ app_version: text })
  })

  it.each([
    ['a whole number past 2^53', 2 ** 53],
    ['a number that prints with an exponent', 1e-7],
    ['a huge number', 1e21],
    ['an object', { major: 17 }],
    ['an array of more', ['17', '5']],
    ['null', null],
  ])('is left off if it is %s', async (_, version) => {
    expect(await sent({ app: { version }, os: { name: version }, library: { name: version } })).toStrictEqual(
      {},
    )
  })

  it('is left off if a whole section isn’t an object', async () => {
    expect(await sent({ device: 'phone', os: ['iOS'], app: null, library: 7 })).toEqual({})
    expect(await sent({ device: 'phone', os: ['iOS'], app: null, locale: {} })).toStrictEqual({})
  })

  it('is left off if it is inherited', async () => {
    const context: unknown = JSON.parse(
      '{ "device": { "__proto__": { "type": "ios" } }, "__proto__": { "ip": "1.2.3.4" } }',
    )
    expect(await sent(context)).toStrictEqual({})
  })
})

describe('an event without a context', () => {
  it('has no device fields', async () => {
    expect(await sent(undefined)).toStrictEqual({})
  })
})

describe('the library', () => {
  it('is sent even if its name is empty', async () => {
    expect(await sent({ library: { name: '' } })).toStrictEqual({ library: '' })
  })
})

describe('the user agent', () => {
  it('isn’t sent itself', async () => {
    expect(await sent({ userAgent: iPhone })).toStrictEqual(fromIPhone)
    // The second time it comes from the cache.
    expect(await sent({ userAgent: iPhone })).toStrictEqual(fromIPhone)
  })

  it('gives the browser’s name if it doesn’t name an operating system', async () => {
    expect(await sent({ userAgent: 'Chrome/147.0' })).toStrictEqual({ os_name: 'Chrome', os_version: '147' })
  })

  it.each([
    ['says nothing', 'curl'],
    ['is blank', ' '],
    ['is longer than any browser’s', `Mozilla/5.0 (${'x'.repeat(2000)}) iPhone`],
  ])('gives nothing if it %s', async (_, userAgent) => {
    expect(await sent({ userAgent })).toStrictEqual({})
  })

  it('is read from its first 350 characters', async () => {
    expect(await sent({ userAgent: `${' '.repeat(2000)}${iPhone}${' x'.repeat(2000)}` })).toStrictEqual(
      fromIPhone,
    )
  })

  it('is read however many different ones there are', async () => {
    const versions = Array.from({ length: 1001 }, (_, index) => String(index + 1))
    const uploads = amplitude([200, ok])
    await sendBatch(
      versions.map((version) =>
        impression({
          messageId: version,
          anonymousId: `device-${version}`,
          context: { userAgent: `Mozilla/5.0 (X11; Linux x86_64) Chrome/${version}.0 Safari/537.36` },
        }),
      ),
    )
    expect(uploads[0]?.events.map((event) => event['os_version'])).toStrictEqual(versions)
  })
})

describe('a value under Amplitude’s own name', () => {
  it('wins', async () => {
    const device = {
      user_agent: iPhone,
      country: 'DE',
      location: { country: 'Germany', latitude: 1 },
      os_version: 14,
      device_type: 'phone',
      platform: 'android',
      library: 'shop',
      location_lat: 52.5,
      idfa: 'ad-1',
      device: { type: 'ios', advertisingId: 'ad-2' },
    }
    expect(await sentAs(device)).toMatchObject({
      ...fromIPhone,
      country: 'DE',
      os_version: '14',
      device_type: 'phone',
      platform: 'Android',
      library: 'shop',
      location_lat: 52.5,
      idfa: 'ad-1',
      adid: 'ad-2',
    })
  })

  it('is ignored in the context of an event, where no admin has put it', async () => {
    const context = { country: 'DE', platform: 'shop', user_agent: iPhone, library: 'analytics.js' }
    expect(await sent(context)).toEqual({})
  })

  it('is ignored if it is empty', async () => {
    expect(await sentAs({ country: '', location: { country: 'Germany' } })).toMatchObject({
      country: 'Germany',
    })
  })
})
