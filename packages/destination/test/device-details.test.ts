import { keepOffTheNetwork } from '../../../test/helpers/network'
import { fromIPhone, iPhone, sent, sentAs } from './helpers/device-fields'

keepOffTheNetwork()

describe('the platform', () => {
  it.each([
    ['ios', 'iOS'],
    ['IOS', 'iOS'],
    ['aNDROID', 'Android'],
    ['android-tv', 'Android-tv'],
    ['tvOS', 'tvOS'],
  ])('%s is sent as %s', async (type, platform) => {
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

  it('is left out for any other library, even with a user agent', async () => {
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
      'Apple’s advertising id next to null',
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

  it('is ignored in the context of an event, because the admin didn’t map it', async () => {
    const context = { country: 'DE', platform: 'shop', user_agent: iPhone, library: 'analytics.js' }
    expect(await sent(context)).toEqual({})
  })

  it('is ignored if it is empty', async () => {
    expect(await sentAs({ country: '', location: { country: 'Germany' } })).toMatchObject({
      country: 'Germany',
    })
  })
})
