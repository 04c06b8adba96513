import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, impression, ok, send, sendBatch, treatment } from './helpers/segment'

keepOffTheNetwork()

/** The event that Amplitude gets for a Segment event. */
async function sent(event: object, mapping: Record<string, unknown> = {}, over = {}) {
  const uploads = amplitude([200, ok])
  await send(event, mapping, over)
  return uploads[0]?.events[0]
}

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

describe('device and place', () => {
  it('come from where Segment has them, under Amplitude’s names', async () => {
    const context = {
      device: { type: 'android', brand: 'Google', manufacturer: 'LGE', model: 'Pixel' },
      os: { name: 'Android', version: '14' },
      network: { carrier: 'O2' },
      locale: 'de-DE',
      ip: '203.0.113.7',
      location: { country: 'Germany', region: 'Berlin', city: 'Berlin' },
      app: { version: '1.2.3' },
      library: { name: 'analytics-kotlin' },
    }
    expect(await sent(impression({ context }))).toMatchObject({
      platform: 'android',
      os_name: 'Android',
      os_version: '14',
      device_brand: 'Google',
      device_manufacturer: 'LGE',
      device_model: 'Pixel',
      carrier: 'O2',
      language: 'de-DE',
      ip: '203.0.113.7',
      country: 'Germany',
      region: 'Berlin',
      city: 'Berlin',
      app_version: '1.2.3',
      library: 'analytics-kotlin',
    })
  })

  it('are read off the user agent where nothing else is known', async () => {
    const event = await sent(impression({ context: { userAgent: iPhone } }))
    expect(event).toMatchObject({
      platform: 'Web',
      os_name: 'Mobile Safari',
      os_version: '17',
      device_manufacturer: 'Apple',
      device_model: 'iPhone',
    })
    expect(event).not.toHaveProperty('user_agent')
    expect(await sent(impression({ context: { userAgent: iPhone } }))).toMatchObject({ os_version: '17' })
  })

  it('that are named win over the user agent', async () => {
    const context = { userAgent: iPhone, os: { name: 'iOS', version: '' }, device: { type: 'ios' } }
    expect(await sent(impression({ context }))).toMatchObject({
      platform: 'ios',
      os_name: 'iOS',
      os_version: '17',
    })
  })

  it('may be mapped under Amplitude’s names', async () => {
    const device = { country: 'Germany', os_version: 14, user_agent: iPhone }
    expect(await sent(treatment, { device })).toMatchObject({
      country: 'Germany',
      os_name: 'Mobile Safari',
      os_version: '14',
    })
  })

  it('are left off where a context holds none', async () => {
    const context = { device: 'phone', os: { name: { first: 'i' } }, locale: ['de'] }
    const event = await sent(impression({ context }))
    for (const name of ['platform', 'os_name', 'language']) expect(event).not.toHaveProperty(name)
  })

  it.each([
    ['is empty', ''],
    ['is longer than any browser’s', `Mozilla/5.0 (${'x'.repeat(2000)})`],
    ['says nothing', 'curl'],
  ])('are left off where the user agent %s', async (_, userAgent) => {
    const event = await sent(impression({ context: { userAgent } }))
    expect(event).not.toHaveProperty('os_name')
    expect(event).not.toHaveProperty('device_model')
  })

  it('are read for any number of user agents', async () => {
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

describe('the session', () => {
  it.each([
    ['a text', '1795406548954', 1_795_406_548_954],
    ['a number', 1_795_406_548_954, 1_795_406_548_954],
    ['a date', '2026-11-23T04:02:28.954Z', 1_795_406_548_954],
    ['none', '-1', -1],
  ])('is taken as %s', async (_, session_id, expected) => {
    const integrations = { 'Actions Amplitude': { session_id } }
    expect(await sent(impression({ integrations }))).toMatchObject({ session_id: expected })
  })

  it('is left off where it cannot be read', async () => {
    const integrations = { 'Actions Amplitude': { session_id: 'soon' } }
    expect(await sent(impression({ integrations }))).not.toHaveProperty('session_id')
  })
})

describe('an event', () => {
  it('carries groups that are mapped', async () => {
    const groups = { company: { '@path': '$.context.groupId' } }
    const event = impression({ context: { groupId: 'acme' } })
    expect(await sent(event, { groups })).toMatchObject({ groups: { company: 'acme' } })
  })

  it('carries the partner’s id', async () => {
    expect(await sent(impression({}), {}, { partnerId: 'partner-1' })).toMatchObject({
      partner_id: 'partner-1',
    })
  })

  it.each([
    ['older', 3, true],
    ['younger', 1, undefined],
  ])('that is %s than the limit changes the user property or not', async (_, age, expected) => {
    const time = Date.now() - age * 60 * 60 * 1000
    const event = impression(
      { timestamp: undefined, originalTimestamp: undefined, receivedAt: undefined },
      { time },
    )
    const options = { skipUserPropertiesAfterHours: 2 }
    expect((await sent(event, {}, options))?.['$skip_user_properties_sync']).toBe(expected)
  })

  it('may be left to Amplitude to transform', async () => {
    const event = await sent(
      impression({}, { experiment_key: 'exp-1', page: 'home' }),
      {},
      { transformAt: 'ingestion' },
    )
    expect(event).toMatchObject({
      event_type: '$impression',
      event_properties: {
        flag_key: 'hero-headline',
        variant: 'treatment',
        experiment_key: 'exp-1',
        page: 'home',
      },
    })
    expect(event).not.toHaveProperty('user_properties')
    expect(event?.['event_properties']).not.toHaveProperty(['[Experiment] Flag Key'])
  })

  it('that is left to Amplitude to transform is an event also where the visitor is out', async () => {
    const choices = { transformAt: 'ingestion', unsetAs: 'identify' }
    const event = await sent(impression({}, { variant: undefined }), {}, choices)
    expect(event).toMatchObject({
      event_type: '$impression',
      event_properties: { flag_key: 'hero-headline' },
    })
    expect(event?.['event_properties']).not.toHaveProperty('variant')
  })
})
