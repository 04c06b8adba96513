import { createIntegration } from '../../src/integration/experiment-integration.js'
import { createAnalyticsHandover } from '../../src/handing-over/analytics-handover.js'
import { createExperimentIntegration } from '../../src/index.js'
import { countWaiting, createAnalytics, impression, useFakeTimers } from '../helpers/integration.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
useFakeTimers()

describe('track', () => {
  it('hands an impression to a live analytics.js at once, with only three options', () => {
    const analytics = createAnalytics()
    const track = jest.spyOn(analytics, 'track')
    expect(createExperimentIntegration({ instance: analytics }).track(impression)).toBe(true)
    expect(track).toHaveBeenCalledTimes(1)
    const [name, properties, options] = track.mock.calls[0] ?? []
    expect([name, properties]).toEqual(['$impression', impression.eventProperties])
    expect(Object.keys(options ?? {}).sort()).toEqual(['context', 'messageId', 'timestamp'])
    expect(countWaiting(page)).toBe(0)
  })

  it('keeps an impression on the device until it finds a live analytics.js', () => {
    const integration = createExperimentIntegration()
    integration.track(impression)
    expect(countWaiting(page)).toBe(1)
    const analytics = createAnalytics()
    const track = jest.spyOn(analytics, 'track')
    page.window['analytics'] = analytics
    jest.advanceTimersByTime(1000)
    expect(track).toHaveBeenCalledTimes(1)
  })

  it('keeps an impression on the device if analytics.js throws', () => {
    const instance = {
      ...createAnalytics(),
      track: (): never => {
        throw new Error('broken')
      },
    }
    expect(createExperimentIntegration({ instance }).track(impression)).toBe(true)
    expect(countWaiting(page)).toBe(1)
  })

  it('drops an invalid event, with one warning per code', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    const integration = createExperimentIntegration()
    integration.track({ eventType: '$impression' })
    integration.track({ eventType: '$impression', eventProperties: { flag_key: '' } })
    integration.track({ eventType: '', eventProperties: { flag_key: 'f' } })
    expect(warn.mock.calls.flat()).toEqual([
      '[experiment-impressions] FLAG_KEY_MISSING: event dropped',
      '[experiment-impressions] NOT_EXPERIMENT_EVENT: event dropped',
    ])
    expect(countWaiting(page)).toBe(0)
  })

  it('returns true for any argument', () => {
    jest.spyOn(console, 'warn').mockImplementation()
    const integration = createExperimentIntegration()
    for (const nonsense of [undefined, null, 1, 'text', {}, []])
      expect(integration.track(nonsense as typeof impression)).toBe(true)
  })
})

describe('setup', () => {
  const isSettled = async (setup: Promise<void> | undefined): Promise<boolean> => {
    let settled = false
    void setup?.then(() => {
      settled = true
    })
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    return settled
  }

  it('settles at once with a stored anonymous id', async () => {
    page.storage['ajs_anonymous_id'] = '"ANON-1"'
    expect(await isSettled(createExperimentIntegration().setup?.())).toBe(true)
  })

  it('settles after a second if nothing is known', async () => {
    const setup = createExperimentIntegration().setup?.({ instanceName: 'x' })
    expect(await isSettled(setup)).toBe(false)
    jest.advanceTimersByTime(1000)
    expect(await isSettled(setup)).toBe(true)
  })

  it('accepts events that the client queues meanwhile, before the page changes', async () => {
    const integration = createExperimentIntegration()
    void integration.setup?.({ instanceName: 'x' })
    integration.getUser()
    page.storage['EXP_unsent_x'] = JSON.stringify([impression, impression])
    await Promise.resolve()
    expect(page.storage['EXP_unsent_x']).toBeUndefined()
    expect(countWaiting(page)).toBe(2)
  })
})

describe('getUser', () => {
  it('returns the person that a live analytics.js has', () => {
    expect(createExperimentIntegration({ instance: createAnalytics() }).getUser()).toEqual({
      user_id: 'USER-1',
      device_id: 'ANON-1',
      user_properties: { plan: 'pro' },
    })
  })

  it('returns an empty user if nothing is known', () => {
    expect(createExperimentIntegration().getUser()).toEqual({})
  })
})

describe('debug', () => {
  it('prints each fate, even those from before the debug file loaded', async () => {
    const fates: string[] = []
    let load: (() => void) | undefined
    const integration = createIntegration(
      createAnalyticsHandover,
      () =>
        new Promise((resolve) => {
          load = () => {
            resolve((fate) => fates.push(fate))
          }
        }),
      { debug: true, instance: createAnalytics() },
    )
    integration.track(impression)
    load?.()
    await Promise.resolve()
    expect(fates).toEqual(['sent'])
  })

  it('does no harm if the debug file can’t load', () => {
    expect(() =>
      createIntegration(createAnalyticsHandover, () => Promise.reject(new Error('404')), { debug: true }),
    ).not.toThrow()
  })
})
