import fc from 'fast-check'
import { loadTransformation, type RudderEvent } from './helpers/rudderstack-transformation.js'
import { eventOf, logged, now, sent, transformEvent, treatment } from './helpers/sent-by-rudderstack.js'

describe('the returned event', () => {
  it('keeps what else the destination needs: session, groups, page, and RudderStack’s own keys', () => {
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

  it('drops the revenue, because RudderStack would treat the event as an order', () => {
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
  ])('with a limit of %p hours, at %d, skips the user property: %p', (hours, at, skipped) => {
    const credentials = { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: hours }
    const { transformEvent: given } = loadTransformation({ now: at, credentials })
    expect(sent(treatment, {}, given)?.['$skip_user_properties_sync']).toBe(skipped)
  })

  it.each([
    [{}, 'abc'],
    [{ EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: '5' }, undefined],
  ])(
    'keeps ids as short as RudderStack allows, unless a credential says otherwise: %j',
    (credentials, userId) => {
      const { transformEvent: given } = loadTransformation({ now, credentials })
      expect(given({ ...treatment, userId: 'abc' })?.['userId']).toBe(userId)
    },
  )
})

describe('a dropped event', () => {
  it.each([
    [
      'an invalid event',
      { ...treatment, userId: 'personal-value', properties: { variant: 'personal-value' } },
      'flag_key',
    ],
    ['an event that isn’t counted', eventOf('impression-track-exposure-false'), 'trackExposure'],
  ])('%s is logged with the reason and without a value', (_, event, reason) => {
    const before = logged.length
    expect(transformEvent(event)).toBeNull()
    const [message = ''] = logged.slice(before)
    expect(message).toContain('The experiment event was dropped.')
    expect(message).toContain(reason)
    expect(message).not.toContain('personal-value')
  })

  it('fails if a credential is wrong, with the credential’s name and without a value', () => {
    const credentials = { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'sometimes' }
    const { transformEvent: given } = loadTransformation({ credentials })
    expect(() => given(treatment)).toThrow(
      'Check the settings. “EXPERIMENT_IMPRESSIONS_UNSET_AS” must be event, identify or empty.',
    )
    expect(given({ type: 'page' })).toEqual({ type: 'page' })
  })
})

describe('another event', () => {
  it.each(['track', 'identify', 'page', 'screen', 'group', 'alias'])('%s is returned unchanged', (type) => {
    const event = { type, event: 'Order Completed', context: { traits: { plan: 'gold' } }, channel: 'web' }
    const before = JSON.stringify(event)
    expect(transformEvent(event)).toBe(event)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('is returned unchanged, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        expect(transformEvent(event)).toBe(event)
      }),
    )
  })
})
