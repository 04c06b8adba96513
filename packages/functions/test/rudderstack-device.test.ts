import { transformEvent as transformByDestination } from '@experiment-impressions/destination/portable'
import type { RudderEvent } from './helpers/rudderstack-transformation.js'
import { now, sent, treatment } from './helpers/sent-by-rudderstack.js'

describe('the device', () => {
  const chromeOnMac =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
  const iPhone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
  const location = { country: 'NL', region: 'NH', city: 'Amsterdam', latitude: 52.37, longitude: '4.89' }

  const carried = [
    ...['os_name', 'os_version', 'platform', 'device_manufacturer', 'device_model', 'carrier'],
    ...['app_version', 'language', 'ip', 'country', 'region', 'city', 'location_lat', 'location_lng'],
  ]
  const pick = (event: RudderEvent, names: readonly string[]) =>
    Object.fromEntries(names.filter((name) => name in event).map((name) => [name, event[name]]))

  /** The event that this project's destination sends. */
  function ofDestination(context: object): RudderEvent {
    const transformed = transformByDestination(treatment, {
      settings: {},
      details: { device: context, isContext: true, session_id: undefined },
      now,
    })
    return (transformed as { readonly event: RudderEvent }).event
  }

  it.each([
    ['a desktop', 'web', { userAgent: chromeOnMac, locale: 'en-US', ip: '203.0.113.7', location }],
    ['a phone', 'web', { userAgent: iPhone, os: { name: '', version: '' }, userAgentData: { model: 'X' } }],
    [
      'an app',
      'mobile',
      {
        device: { id: 'D-17', type: 'Android', model: 'Pixel', manufacturer: 'Google' },
        os: { name: 'Android', version: '15' },
        network: { carrier: 'T' },
        app: { version: '2.1' },
      },
    ],
    ['a server', 'server', { userAgent: chromeOnMac }],
    ['nothing', 'web', {}],
  ])('of %s is what this project’s destination sends', (_, channel, context) => {
    const web = channel === 'web' ? { platform: 'Web' } : {}
    const upload = sent({ ...treatment, channel, context }) as RudderEvent
    expect(pick(upload, carried)).toEqual({ ...pick(ofDestination(context), carried), ...web })
  })

  it('includes its brand if the destination maps brands', () => {
    const context = { device: { brand: 'google', manufacturer: 'Google' } }
    expect(sent({ ...treatment, context }, { mapDeviceBrand: true })).toMatchObject({
      device_brand: 'google',
    })
  })

  it('is identified only by the anonymous id, like the conversions that RudderStack sends', () => {
    const event = { ...treatment, context: { device: { id: 'device-17', type: 'ios' } } }
    expect(sent(event)).toMatchObject({ device_id: treatment['anonymousId'] })
  })
})
