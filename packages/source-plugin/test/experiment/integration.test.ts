import {
  createExperimentIntegration,
  experimentImpressions,
  type ExperimentImpressionsOptions,
} from '../../src/index.js'
import { createDelivery } from '../../src/handing-over/analytics-handover.js'
import { createIntegration, type ExperimentIntegration } from '../../src/experiment/integration.js'
import { outboxPrefix } from '../../src/storage/outbox.js'
import { createAnalytics as createLive } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()
const impression = {
  eventType: '$impression',
  eventProperties: { flag_key: 'hero-headline', variant: 'treatment' },
}

const createAnalytics = () => createLive({ userId: 'USER-1', traits: { plan: 'pro' } })

const create = (options?: ExperimentImpressionsOptions): ExperimentIntegration =>
  createExperimentIntegration(options)

const countWaiting = (): number =>
  Object.keys(page.storage).filter((key) => key.startsWith(outboxPrefix)).length

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] })
})

afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

describe('track', () => {
  it('hands an impression to a live analytics.js at once, with nothing but the three options', () => {
    const analytics = createAnalytics()
    const track = jest.spyOn(analytics, 'track')
    expect(create({ instance: analytics }).track(impression)).toBe(true)
    expect(track).toHaveBeenCalledTimes(1)
    const [name, properties, options] = track.mock.calls[0] ?? []
    expect([name, properties]).toEqual(['$impression', impression.eventProperties])
    expect(Object.keys(options ?? {}).sort()).toEqual(['context', 'messageId', 'timestamp'])
    expect(countWaiting()).toBe(0)
  })

  it('keeps an impression on the device until analytics.js is live, and looks for it', () => {
    const integration = create()
    integration.track(impression)
    expect(countWaiting()).toBe(1)
    const analytics = createAnalytics()
    const track = jest.spyOn(analytics, 'track')
    page.window['analytics'] = analytics
    jest.advanceTimersByTime(1000)
    expect(track).toHaveBeenCalledTimes(1)
  })

  it('keeps an impression on the device where analytics.js throws', () => {
    const instance = {
      ...createAnalytics(),
      track: (): never => {
        throw new Error('broken')
      },
    }
    expect(create({ instance }).track(impression)).toBe(true)
    expect(countWaiting()).toBe(1)
  })

  it('drops an event without a flag key, with one warning a code', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    const integration = create()
    integration.track({ eventType: '$impression' })
    integration.track({ eventType: '$impression', eventProperties: { flag_key: '' } })
    integration.track({ eventType: '', eventProperties: { flag_key: 'f' } })
    expect(warn.mock.calls.flat()).toEqual([
      '[experiment-impressions] FLAG_KEY_MISSING: event dropped',
      '[experiment-impressions] NOT_EXPERIMENT_EVENT: event dropped',
    ])
    expect(countWaiting()).toBe(0)
  })

  it('answers true to whatever it is given', () => {
    jest.spyOn(console, 'warn').mockImplementation()
    const integration = create()
    for (const nonsense of [undefined, null, 1, 'text', {}, []])
      expect(integration.track(nonsense as typeof impression)).toBe(true)
  })
})

describe('consent', () => {
  it.each<[string, ExperimentImpressionsOptions['consent'], number, number]>([
    ['given', true, 1, 0],
    ['given by a function', () => true, 1, 0],
    ['refused', false, 0, 0],
    ['refused by a function', () => false, 0, 0],
    ['not decided', () => undefined, 0, 1],
    [
      'asked of a function that throws',
      () => {
        throw new Error('not yet')
      },
      0,
      1,
    ],
  ])('%s', (_what, consent, sent, waiting) => {
    const instance = createAnalytics()
    const track = jest.spyOn(instance, 'track')
    create({ instance, consent }).track(impression)
    expect(track).toHaveBeenCalledTimes(sent)
    expect(countWaiting()).toBe(waiting)
  })

  it('that is refused later erases what waits', () => {
    const visitor: { agreed?: boolean } = {}
    create({ instance: createAnalytics(), consent: () => visitor.agreed }).track(impression)
    expect(countWaiting()).toBe(1)
    visitor.agreed = false
    jest.advanceTimersByTime(1000)
    expect(countWaiting()).toBe(0)
  })

  it('that is refused for one source leaves what waits for another', () => {
    const keys = ['exp-1:KEY-1', 'exp-2:KEY-2'].map((key) => outboxPrefix + key)
    for (const key of keys) page.storage.setItem(key, JSON.stringify(pending(key)))
    const stub = { track: () => undefined, _writeKey: 'KEY-1' }
    create({ consent: false, instance: stub })
    jest.advanceTimersByTime(1000)
    expect(Object.keys(page.storage)).toEqual([keys[1]])
  })

  it('is refused where analytics.js is disabled, which it is before the first look', async () => {
    const key = `${outboxPrefix}exp-1:KEY-1`
    page.storage.setItem(key, JSON.stringify(pending('exp-1')))
    page.window['analytics'] = { track: () => undefined, _writeKey: 'KEY-1' }
    create()
    // A disabled one is live and has forgotten its write key.
    page.window['analytics'] = createLive({ writeKey: '' })
    await jest.advanceTimersByTimeAsync(50)
    expect(Object.keys(page.storage)).toEqual([])
  })

  it('is refused by an instance that is null', () => {
    create().track(impression)
    expect(countWaiting()).toBe(1)
    create({ instance: null })
    jest.advanceTimersByTime(50)
    expect(countWaiting()).toBe(0)
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
    expect(await isSettled(create().setup?.())).toBe(true)
  })

  it('settles after a second without anything', async () => {
    const setup = create().setup?.({ instanceName: 'x' })
    expect(await isSettled(setup)).toBe(false)
    jest.advanceTimersByTime(1000)
    expect(await isSettled(setup)).toBe(true)
  })

  it('takes in what the client queues meanwhile, before the page changes', async () => {
    const integration = create()
    void integration.setup?.({ instanceName: 'x' })
    integration.getUser()
    page.storage['EXP_unsent_x'] = JSON.stringify([impression, impression])
    await Promise.resolve()
    expect(page.storage['EXP_unsent_x']).toBeUndefined()
    expect(countWaiting()).toBe(2)
  })
})

describe('getUser', () => {
  it('is the live person', () => {
    expect(create({ instance: createAnalytics() }).getUser()).toEqual({
      user_id: 'USER-1',
      device_id: 'ANON-1',
      user_properties: { plan: 'pro' },
    })
  })

  it('is empty where nothing is known', () => {
    expect(create().getUser()).toEqual({})
  })
})

describe('analytics.js', () => {
  it('gets our plugin once', () => {
    const analytics = createAnalytics()
    const register = jest.spyOn(analytics, 'register')
    create({ instance: analytics }).track(impression)
    create({ instance: analytics }).track(impression)
    expect(register).toHaveBeenCalledTimes(1)
    expect(analytics.queue.plugins.map(({ name }) => name)).toEqual(['experiment-impressions', 'Segment.io'])
  })

  it('wakes the integration when it becomes live', () => {
    let initialize: (() => void) | undefined
    const loading = {
      on: (_name: string, listener: () => void) => {
        initialize = listener
        return Promise.reject(new Error('no settings'))
      },
      track: () => undefined,
    }
    const analytics = createAnalytics()
    const track = jest.spyOn(analytics, 'track')
    page.window['analytics'] = loading
    create().track(impression)
    page.window['analytics'] = analytics
    initialize?.()
    jest.advanceTimersByTime(0)
    expect(track).toHaveBeenCalledTimes(1)
  })
})

describe('experimentImpressions', () => {
  it('puts the integration on window when analytics.js loads it, and takes over a client that has started', async () => {
    const added: unknown[] = []
    page.window['webExperiment'] = {
      getExperimentClient: () => ({ addPlugin: (plugin: unknown) => added.push(plugin) }),
    }
    await experimentImpressions({ forwardEvents: false }).load({}, createAnalytics())
    jest.advanceTimersByTime(1000)
    expect(added).toEqual([page.window['experimentIntegration']])
  })
})

describe('debug', () => {
  it('shows the debug file each fate, those before it had loaded included', async () => {
    const fates: string[] = []
    let show: (() => void) | undefined
    const integration = createIntegration(
      createDelivery,
      ({ notes }) =>
        new Promise((resolve) => {
          show = () => {
            fates.push(...notes.map(([fate]) => fate))
            resolve()
          }
        }),
      { debug: true, instance: createAnalytics() },
    )
    integration.track(impression)
    show?.()
    await Promise.resolve()
    expect(fates).toEqual(['sent'])
  })

  it('harms nothing where its file cannot be loaded', () => {
    expect(() =>
      createIntegration(createDelivery, () => Promise.reject(new Error('404')), { debug: true }),
    ).not.toThrow()
  })
})
