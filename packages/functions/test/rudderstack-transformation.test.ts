import { transform } from '@experiment-impressions/contract'
import { transformEvent as transformByDestination } from '@experiment-impressions/destination/portable'
import fc from 'fast-check'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import { postForm } from './helpers/post-form.js'
import { rudderStackUploads, type RudderStackConfig } from './helpers/rudderstack-amplitude-destination.js'
import { loadTransformation, type RudderEvent } from './helpers/rudderstack-transformation.js'
import { withoutContextId } from './helpers/without-context-id.js'

const file = 'rudderstack-transformation.js'
const now = Date.parse('2026-11-23T12:00:00.000Z')

/** The destination's settings under which an impression has to come out right. */
const configs: readonly (readonly [string, RudderStackConfig])[] = [
  ['as it comes', {}],
  ['with enhanced user operations', { enableEnhancedUserOperations: true }],
]

const eventOf = (name: string) => corpus.find((one) => one.name === name)?.event as RudderEvent
const treatment = eventOf('impression-treatment')
const out = eventOf('impression-out-of-rollout')
const unsetTreatment = { '[Experiment] hero-headline': '-' }

const { transformEvent, logged } = loadTransformation({ now })

/** What Amplitude gets in the end for one event; `null` where nothing. */
function sent(event: unknown, config: RudderStackConfig = {}, given = transformEvent): RudderEvent | null {
  const transformed = given(event)
  if (transformed === null) return null
  const uploads = rudderStackUploads(transformed, config)
  expect(uploads).toHaveLength(1)
  return uploads[0]?.events[0] as RudderEvent
}

/** What the transform makes of an event whose device id is the anonymous id. */
function expected(event: unknown, options: { readonly unsetAs?: 'identify' } = {}): RudderEvent | null {
  const result = transform(withoutContextId(event), { minIdLength: 1, ...options })
  if (result.kind !== 'send') return null
  // RudderStack takes every event's time from it: without one it would be of 1970.
  return postForm({ ...result.event, time: result.event.time ?? now })
}

describe('the file', () => {
  it('takes nothing from its surroundings but what RudderStack documents', () => {
    expect(freeIdentifiers(bundle(file), 'module')).toEqual(['getCredential', 'log'])
  })

  it('exports exactly one function, under the name that RudderStack’s code calls', () => {
    expect(bundle(file).match(/^\s*export\b.*$/gm)).toEqual(['export function transformEvent(event) {'])
  })

  it('is small and says what it is', () => {
    expect(Buffer.byteLength(bundle(file))).toBeLessThan(64_000)
    expect(bundle(file)).toMatch(
      /^\/\/ @experiment-impressions\/functions \d+\.\d+\.\d+: RudderStack transformation\./,
    )
  })
})

describe.each(configs)('RudderStack’s destination, %s', (_, config) => {
  it.each(corpus.filter(({ name }) => !name.startsWith('not-experiment')))(
    '$name: sends what the transform makes of it, or nothing',
    ({ event }) => {
      const before = JSON.stringify(event)
      const upload = sent(event, config)
      expect(upload && postForm(upload)).toEqual(expected(event))
      expect(JSON.stringify(event)).toBe(before)
    },
  )

  it.each([
    ['sets', treatment, { $set: { '[Experiment] hero-headline': 'treatment' } }],
    ['unsets', out, { $unset: unsetTreatment }],
  ])('%s the user property, and changes no other of the visitor’s', (_, event, changes) => {
    const upload = sent(
      {
        ...event,
        traits: { email: 'jo@example.com' },
        userProperties: { plan: 'gold' },
        isRevenue: true,
        integrations: { All: true, Amplitude: { fieldsToUnset: ['plan'], groups: { team: 'a' } } },
        context: {
          traits: { email: 'jo@example.com' },
          campaign: { source: 'newsletter' },
          page: { path: '/', initial_referrer: '$direct', initial_referring_domain: '' },
          mappedToDestination: true,
        },
      },
      config,
    ) as RudderEvent
    expect(postForm(upload)['user_properties']).toEqual(changes)
    expect(upload).not.toHaveProperty('revenueType')
  })

  it('unsets in both of RudderStack’s ways, and in neither where the property is set', () => {
    const integrations = { All: true, Amplitude: { fieldsToUnset: ['plan'] } }
    expect(transformEvent({ ...out, integrations })).toMatchObject({
      context: { traits: { $unset: unsetTreatment } },
      integrations: { All: true, Amplitude: { fieldsToUnset: Object.keys(unsetTreatment) } },
    })
    expect(transformEvent({ ...treatment, integrations })).toMatchObject({
      integrations: { All: true, Amplitude: {} },
    })
    expect(transformEvent({ ...treatment, integrations })?.['integrations']).not.toHaveProperty(
      'Amplitude.fieldsToUnset',
    )
  })

  it('unsets by an identify call where a credential says so', () => {
    const credentials = { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify' }
    const { transformEvent: given } = loadTransformation({ now, credentials })
    expect(given(out)).toMatchObject({ type: 'identify' })
    const upload = sent(out, config, given) as RudderEvent
    expect(postForm(upload)).toEqual(expected(out, { unsetAs: 'identify' }))
    expect(upload).toMatchObject({ event_type: '$identify', user_properties: { $unset: unsetTreatment } })
  })
})

describe('the event that goes on', () => {
  it('keeps what the destination needs besides: session, groups, page, and what is the host’s', () => {
    const event = {
      ...treatment,
      channel: 'web',
      session_id: 1795406500000,
      request_ip: '203.0.113.7',
      rudderId: 'r-1',
      integrations: { All: true, Amplitude: { groups: { team: 'a' } } },
      context: { sessionId: 1795406500000, page: { path: '/products' } },
    }
    expect(transformEvent(event)).toMatchObject({
      session_id: 1795406500000,
      request_ip: '203.0.113.7',
      rudderId: 'r-1',
      integrations: { All: true, Amplitude: { groups: { team: 'a' } } },
      context: { sessionId: 1795406500000, page: { path: '/products' } },
    })
    expect(sent(event)).toMatchObject({ session_id: 1795406500000, ip: '203.0.113.7', platform: 'Web' })
  })

  it('leaves the revenue off, which RudderStack would take for an order', () => {
    const event = {
      ...treatment,
      properties: { ...(treatment['properties'] as object), revenue: 12, price: 3, products: [{}] },
    }
    const upload = sent(event) as RudderEvent
    expect(upload).not.toHaveProperty('revenue')
    expect(upload['event_properties']).toMatchObject({ price: 3, products: [{}] })
    expect(upload['event_properties']).not.toHaveProperty('revenue')
  })

  it.each([
    ['8', 1795406549055 + 8.1 * 3_600_000, true],
    ['8', 1795406549055 + 7.9 * 3_600_000, undefined],
    ['', 1795406549055 + 8.1 * 3_600_000, undefined],
  ])('after %p hours, at %d, has the user property left alone: %p', (hours, at, skipped) => {
    const credentials = { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: hours }
    const { transformEvent: given } = loadTransformation({ now: at, credentials })
    expect(sent(treatment, {}, given)?.['$skip_user_properties_sync']).toBe(skipped)
  })

  it.each([
    [{}, 'abc'],
    [{ EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: '5' }, undefined],
  ])(
    'has ids as short as RudderStack has Amplitude take, unless a credential says otherwise: %j',
    (credentials, userId) => {
      const { transformEvent: given } = loadTransformation({ now, credentials })
      expect(given({ ...treatment, userId: 'abc' })?.['userId']).toBe(userId)
    },
  )
})

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

  /** What this project's destination sends; its own library tells Segment's web events from others. */
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
  ])('of %s is as this project’s destination sends it', (_, channel, context) => {
    const web = channel === 'web' ? { platform: 'Web' } : {}
    const upload = sent({ ...treatment, channel, context }) as RudderEvent
    expect(pick(upload, carried)).toEqual({ ...pick(ofDestination(context), carried), ...web })
  })

  it('brings its brand where the destination maps brands', () => {
    const context = { device: { brand: 'google', manufacturer: 'Google' } }
    expect(sent({ ...treatment, context }, { mapDeviceBrand: true })).toMatchObject({
      device_brand: 'google',
    })
  })

  it('is known by the anonymous id alone, as in the conversions that RudderStack sends', () => {
    const event = { ...treatment, context: { device: { id: 'device-17', type: 'ios' } } }
    expect(sent(event)).toMatchObject({ device_id: treatment['anonymousId'] })
  })
})

describe('what is dropped', () => {
  it.each([
    [
      'an invalid event',
      { ...treatment, userId: 'personal-value', properties: { variant: 'personal-value' } },
      'flag_key',
    ],
    ['an event that is not to be counted', eventOf('impression-track-exposure-false'), 'trackExposure'],
  ])('%s is, with the reason in the log and no value', (_, event, reason) => {
    const before = logged.length
    expect(transformEvent(event)).toBeNull()
    const [message = ''] = logged.slice(before)
    expect(message).toContain('The experiment event was dropped.')
    expect(message).toContain(reason)
    expect(message).not.toContain('personal-value')
  })

  it('an event fails where a credential is wrong, with the credential’s name and no value', () => {
    const credentials = { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'sometimes' }
    const { transformEvent: given } = loadTransformation({ credentials })
    expect(() => given(treatment)).toThrow(
      'Check the settings. “EXPERIMENT_IMPRESSIONS_UNSET_AS” must be event, identify or empty.',
    )
    expect(given({ type: 'page' })).toEqual({ type: 'page' })
  })
})

describe('what is no experiment event', () => {
  it.each(['track', 'identify', 'page', 'screen', 'group', 'alias'])('%s goes on as it came', (type) => {
    const event = { type, event: 'Order Completed', context: { traits: { plan: 'gold' } }, channel: 'web' }
    const before = JSON.stringify(event)
    expect(transformEvent(event)).toBe(event)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('goes on as it came, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(transformEvent(event)).toBe(event)
      }),
    )
  })
})

it('sends what the transform makes of it, whatever stands around the experiment', () => {
  const anything = fc.record(
    {
      channel: fc.constantFrom('web', 'mobile', 'server', 'Web'),
      context: fc.jsonValue(),
      integrations: fc.jsonValue(),
      traits: fc.jsonValue(),
      userProperties: fc.jsonValue(),
      isRevenue: fc.jsonValue(),
      sentAt: fc.jsonValue(),
      properties: fc.dictionary(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom(treatment, out),
      fc.constantFrom(...configs),
      (over, event, [, config]) => {
        const one = JSON.parse(
          JSON.stringify({
            ...event,
            ...over,
            properties: { ...over.properties, ...(event['properties'] as object), revenue: 1 },
          }),
        ) as RudderEvent
        const upload = sent(one, config)
        const { event_properties: properties, ...others } = postForm(upload as RudderEvent)
        const { event_properties: wanted, ...rest } = expected(one) as RudderEvent
        const { revenue: _, ...withoutRevenue } = wanted as RudderEvent
        expect(others).toEqual(rest)
        expect(properties).toEqual(withoutRevenue)
      },
    ),
  )
})
