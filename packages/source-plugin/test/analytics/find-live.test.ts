import { findAnalytics, writeKeyOf, type LiveAnalytics } from '../../src/analytics/analytics.js'
import { createLook } from '../../src/analytics/find-live.js'
import type { AnalyticsInstance, ExperimentImpressionsOptions } from '../../src/options.js'
import { createAnalytics, settled } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

/** A page that looks for analytics.js, with what it found. */
const open = (options: ExperimentImpressionsOptions = {}) => {
  const connected: LiveAnalytics[] = []
  const wake = jest.fn()
  const look = createLook(options, (analytics) => connected.push(analytics), wake)
  return { look, connected, wake }
}

/** The snippet's stub: a list of calls, which analytics.js goes through when it has loaded. */
const createStub = (rest: object = {}) => {
  let initialize: ((this: unknown) => void) | undefined
  const stub = Object.assign([], rest, {
    track: () => undefined,
    on: (_name: string, listener: (this: unknown) => void) => {
      initialize = listener
    },
  })
  return {
    stub,
    isListenedTo: () => initialize !== undefined,
    becomes: (analytics: LiveAnalytics) => initialize?.call(analytics),
  }
}

/** An `AnalyticsBrowser` that loads; its methods answer with promises. */
const createWrapper = () => {
  const { stub, ...rest } = createStub()
  const { track, on } = stub
  const wrapper: { track: () => void; on: typeof on; instance?: LiveAnalytics } = { track, on }
  return { wrapper, ...rest }
}

const put = (analytics: unknown, key = 'analytics'): void => {
  page.window[key] = analytics
}

const nothing = (): void => undefined

describe(createLook, () => {
  it('finds nothing on a page without', () => {
    const { look, connected, wake } = open()
    expect(look()).toBeUndefined()
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
      'under a name of its own',
      (analytics) => {
        put(analytics, 'ajs')
        return { instanceKey: 'ajs' }
      },
    ],
    ['as `instance`', (analytics) => ({ instance: analytics })],
    [
      'within an `AnalyticsBrowser`',
      (instance) => ({ instance: Object.assign(createWrapper().wrapper, { instance }) }),
    ],
    [
      'in place of the stub that it was given as `instance`',
      (analytics) => {
        put(analytics)
        return { instance: createStub().stub }
      },
    ],
  ])('finds a live one %s', (_where, prepare) => {
    const analytics = createAnalytics()
    const { look, connected } = open(prepare(analytics))
    expect(look()).toBe(analytics)
    expect(connected).toEqual([analytics])
  })

  describe('while the stub is on the page', () => {
    it('hears of the live one before that takes its place', () => {
      const { stub, becomes, isListenedTo } = createStub()
      put(stub)
      const { look, connected, wake } = open()
      expect(look()).toBeUndefined()
      expect(isListenedTo()).toBe(true)
      const analytics = createAnalytics()
      becomes(analytics)
      expect(wake).toHaveBeenCalledTimes(1)
      expect(look()).toBe(analytics)
      expect(connected).toEqual([analytics])
      put(analytics)
      expect(look()).toBe(analytics)
    })

    it('listens once', () => {
      const { stub } = createStub()
      const on = jest.spyOn(stub, 'on')
      put(stub)
      const { look } = open()
      look()
      look()
      expect(on).toHaveBeenCalledTimes(1)
    })

    it('listens to another stub that takes its place, and forgets the first', () => {
      const [first, second] = [createStub(), createStub()]
      put(first.stub)
      const { look } = open()
      look()
      first.becomes(createAnalytics({ writeKey: 'TENANT-1' }))
      put(second.stub)
      expect(look()).toBeUndefined()
      expect(second.isListenedTo()).toBe(true)
      const other = createAnalytics({ writeKey: 'TENANT-2' })
      second.becomes(other)
      expect(look()).toBe(other)
    })
  })

  it('hears of an `AnalyticsBrowser` that becomes live', () => {
    const { wrapper, becomes } = createWrapper()
    const { look, wake } = open({ instance: wrapper })
    expect(look()).toBeUndefined()
    const analytics = createAnalytics()
    becomes(analytics)
    expect(wake).toHaveBeenCalledTimes(1)
    expect(look()).toBe(analytics)
    wrapper.instance = analytics
    expect(look()).toBe(analytics)
  })

  it('hears of an `Analytics` that is not live yet', () => {
    const { stub, becomes } = createStub()
    const { on } = stub
    const loading = { ...createAnalytics(), initialized: false, on }
    const { look, connected } = open({ instance: loading as unknown as AnalyticsInstance })
    expect(look()).toBeUndefined()
    expect(connected).toEqual([])
    loading.initialized = true
    becomes(loading as unknown as LiveAnalytics)
    expect(look()).toBe(loading)
  })

  it('does not take what it has heard of for live before it is', () => {
    const { stub, becomes } = createStub()
    put(stub)
    const { look } = open()
    look()
    becomes({ ...createAnalytics(), initialized: false } as unknown as LiveAnalytics)
    expect(look()).toBeUndefined()
  })

  describe('what the site has taken away', () => {
    it.each([
      ['deleted', () => Reflect.deleteProperty(page.window, 'analytics')],
      [
        'refused',
        () => {
          put(null)
        },
      ],
      [
        'replaced by the stub of another tenant',
        () => {
          put(createStub().stub)
        },
      ],
    ])('is gone if it is %s', (_how, take) => {
      put(createAnalytics())
      const { look } = open()
      expect(look()).toBeDefined()
      take()
      expect(look()).toBeUndefined()
    })

    it('is gone if the stub that announced it is deleted', () => {
      const { stub, becomes } = createStub()
      put(stub)
      const { look } = open()
      look()
      becomes(createAnalytics())
      expect(look()).toBeDefined()
      put(undefined)
      expect(look()).toBeUndefined()
    })

    it('does not come back with the stub that announced it', () => {
      const { stub, becomes } = createStub()
      put(stub)
      const { look } = open()
      look()
      const analytics = createAnalytics()
      becomes(analytics)
      put(analytics)
      look()
      put(stub)
      expect(look()).toBeUndefined()
    })

    it('is replaced by another live one', () => {
      const [first, second] = [createAnalytics(), createAnalytics()]
      const { look, connected } = open()
      put(first)
      look()
      put(second)
      expect(look()).toBe(second)
      expect(connected).toEqual([first, second])
    })
  })

  it.each([
    ['has no queue of plugins', { initialized: true, track: nothing, user: nothing, on: nothing }],
    ['has another queue', { initialized: true, track: nothing, user: nothing, queue: [] }],
    ['is text', 'analytics'],
    ['is a function', nothing],
    ['cannot be listened to', { track: nothing }],
  ])('is not taken in by a look-alike that %s', (_what, lookAlike) => {
    put(lookAlike)
    const { look, connected } = open()
    expect(look()).toBeUndefined()
    expect(look()).toBeUndefined()
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
  ])('is not harmed by one whose `on` %s', async (_how, on) => {
    put({ on })
    expect(open().look()).toBeUndefined()
    await settled()
  })

  it('is not harmed by a property that throws', () => {
    Object.defineProperty(page.window, 'analytics', {
      get() {
        throw new Error('broken')
      },
    })
    expect(open().look()).toBeUndefined()
  })
})

describe(findAnalytics, () => {
  it('is null if the visitor refuses', () => {
    put(createAnalytics())
    expect(findAnalytics({ instance: null })).toBeNull()
    put(null)
    expect(findAnalytics({})).toBeNull()
  })

  it('is the stub that it was given if there is nothing on window', () => {
    const { stub } = createStub()
    expect(findAnalytics({ instance: stub })).toBe(stub)
  })
})

describe(writeKeyOf, () => {
  it.each<[string, Parameters<typeof writeKeyOf>[0], string | undefined]>([
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['a stub', { _writeKey: 'KEY' }, 'KEY'],
    ['one that has loaded', { settings: { writeKey: 'KEY' } }, 'KEY'],
    ['an `AnalyticsBrowser` that loads', {}, undefined],
    ['an `AnalyticsBrowser`', { instance: { settings: { writeKey: 'KEY' } } }, 'KEY'],
    ['one that is disabled, behind its stub', { settings: { writeKey: '' }, _writeKey: 'KEY' }, 'KEY'],
  ])('of %s', (_what, candidate, writeKey) => {
    expect(writeKeyOf(candidate)).toBe(writeKey)
  })
})
