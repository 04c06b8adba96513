import type { LiveAnalytics } from '../../src/analytics/analytics.js'
import { createFindLive } from '../../src/analytics/find-live.js'
import type { AnalyticsInstance, ExperimentImpressionsOptions } from '../../src/options.js'
import { createAnalytics, settled } from '../helpers/live-analytics.js'
import { createStub, createWrapper } from '../helpers/loading-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

/** Opens a page that looks for analytics.js, and collects what it finds. */
const open = (options: ExperimentImpressionsOptions = {}) => {
  const connected: LiveAnalytics[] = []
  const wake = jest.fn()
  const findLive = createFindLive(options, (analytics) => connected.push(analytics), wake)
  return { findLive, connected, wake }
}

const put = (analytics: unknown, key = 'analytics'): void => {
  page.window[key] = analytics
}

const nothing = (): void => undefined

describe(createFindLive, () => {
  it('finds nothing on a page without analytics.js', () => {
    const { findLive, connected, wake } = open()
    expect(findLive()).toBeUndefined()
    expect(connected).toEqual([])
    expect(wake).not.toHaveBeenCalled()
  })

  it.each<[string, (analytics: LiveAnalytics) => ExperimentImpressionsOptions]>([
    [
      'on window',
      (analytics) => {
        put(analytics)
        return {}
      },
    ],
    [
      'under another name',
      (analytics) => {
        put(analytics, 'ajs')
        return { instanceKey: 'ajs' }
      },
    ],
    ['in `instance`', (analytics) => ({ instance: analytics })],
    [
      'in an `AnalyticsBrowser`',
      (instance) => ({ instance: Object.assign(createWrapper().wrapper, { instance }) }),
    ],
    [
      'on window if `instance` is the stub',
      (analytics) => {
        put(analytics)
        return { instance: createStub().stub }
      },
    ],
  ])('finds a live analytics.js %s', (_where, prepare) => {
    const analytics = createAnalytics()
    const { findLive, connected } = open(prepare(analytics))
    expect(findLive()).toBe(analytics)
    expect(connected).toEqual([analytics])
  })

  it('hears of an `AnalyticsBrowser` that becomes live', () => {
    const { wrapper, becomes } = createWrapper()
    const { findLive, wake } = open({ instance: wrapper })
    expect(findLive()).toBeUndefined()
    const analytics = createAnalytics()
    becomes(analytics)
    expect(wake).toHaveBeenCalledTimes(1)
    expect(findLive()).toBe(analytics)
    wrapper.instance = analytics
    expect(findLive()).toBe(analytics)
  })

  it('hears of an `Analytics` that becomes live', () => {
    const { stub, becomes } = createStub()
    const { on } = stub
    const loading = { ...createAnalytics(), initialized: false, on }
    const { findLive, connected } = open({ instance: loading as unknown as AnalyticsInstance })
    expect(findLive()).toBeUndefined()
    expect(connected).toEqual([])
    loading.initialized = true
    becomes(loading as unknown as LiveAnalytics)
    expect(findLive()).toBe(loading)
  })

  it.each([
    ['has no queue of plugins', { initialized: true, track: nothing, user: nothing, on: nothing }],
    ['has another kind of queue', { initialized: true, track: nothing, user: nothing, queue: [] }],
    ['is text', 'analytics'],
    ['is a function', nothing],
    ['has no `on`', { track: nothing }],
  ])('ignores a look-alike that %s', (_what, lookAlike) => {
    put(lookAlike)
    const { findLive, connected } = open()
    expect(findLive()).toBeUndefined()
    expect(findLive()).toBeUndefined()
    expect(connected).toEqual([])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no settings'))],
  ])('survives an `on` that %s', async (_how, on) => {
    put({ on })
    expect(open().findLive()).toBeUndefined()
    await settled()
  })

  it('survives a property that throws', () => {
    Object.defineProperty(page.window, 'analytics', {
      get() {
        throw new Error('broken')
      },
    })
    expect(open().findLive()).toBeUndefined()
  })
})
