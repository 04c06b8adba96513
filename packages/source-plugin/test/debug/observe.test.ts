import { observe } from '../../src/debug/observe.js'
import type { Observation } from '../../src/debug/diagnose.js'
import { createAnalyticsHandover } from '../../src/handing-over/analytics-handover.js'
import type { ExperimentImpressionsOptions } from '../../src/options.js'
import { useFakeTimers } from '../helpers/integration.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'
import { pending } from '../helpers/pending.js'

const page = usePage()
useFakeTimers()

const integration = {}

/** Observes a page with this analytics.js. */
const look = (
  analytics: unknown,
  options: ExperimentImpressionsOptions = {},
  queueKey?: string,
): Observation => {
  page.window['analytics'] = analytics
  const nothing = (): void => undefined
  const handover = createAnalyticsHandover(options, nothing, nothing)
  return observe({ ...handover, options, integration, queueKey: () => queueKey })
}

describe('analytics', () => {
  it.each<[Observation['analytics'], unknown]>([
    ['live', createAnalytics()],
    ['loading', { track: () => undefined }],
    ['absent', undefined],
    ['refused', null],
    ['refused', createAnalytics({ writeKey: '' })],
    ['other', { initialized: true, track: () => undefined }],
  ])('is %s', (analytics, candidate) => {
    expect(look(candidate).analytics).toBe(analytics)
  })

  it.each(['partytown', '_ptf'])('runs in a worker if the page has `%s`', (name) => {
    page.window[name] = []
    expect(look({ track: () => undefined }).analytics).toBe('worker')
  })
})

describe('sending', () => {
  const strategy = (deliveryStrategy: object): object => ({
    integrations: { 'Segment.io': { deliveryStrategy } },
  })

  it.each<[Observation['sending'], string, Parameters<typeof createAnalytics>[0]]>([
    ['one by one', 'no strategy', {}],
    ['one by one', 'another strategy', { options: strategy({ strategy: 'standard' }) }],
    ['keepalive', 'keepalive in the load options', { options: strategy({ config: { keepalive: true } }) }],
    ['batching', 'batching in the load options', { options: strategy({ strategy: 'batching' }) }],
    ['batching', 'batching in Segment’s settings', { cdnSettings: strategy({ strategy: 'batching' }) }],
  ])('is %s with %s', (sending, _what, options) => {
    expect(look(createAnalytics(options)).sending).toBe(sending)
  })

  it('is unknown until analytics.js is live', () => {
    expect(look(undefined).sending).toBeUndefined()
  })
})

describe('the recipient', () => {
  const sender = (settings: unknown): object => ({ integrations: { 'Segment.io': settings } })

  it.each<[string, Parameters<typeof createAnalytics>[0], string, string]>([
    ['Segment itself', {}, 'https://api.segment.io/v1', 'KEY'],
    [
      'what Segment’s settings name',
      { cdnSettings: sender({ apiKey: 'OTHER', apiHost: 'api.shop.test/v1' }) },
      'https://api.shop.test/v1',
      'OTHER',
    ],
    [
      'what the load options name',
      {
        cdnSettings: sender({ apiHost: 'api.shop.test/v1', protocol: 'https' }),
        options: sender({ apiHost: 'collect.shop.test', protocol: 'http' }),
      },
      'http://collect.shop.test',
      'KEY',
    ],
    [
      'Segment itself if the sender is just on',
      { options: sender(true) },
      'https://api.segment.io/v1',
      'KEY',
    ],
    ['a host that is no address', { options: sender({ apiHost: '[' }) }, 'https://[', 'KEY'],
  ])('is %s', (_what, options, url, writeKey) => {
    expect(look(createAnalytics(options)).recipient).toEqual({ url, writeKey, debuggerUrl: undefined })
  })

  it.each<[string, string | undefined]>([
    ['127.0.0.1:4747/v1', 'http://127.0.0.1:4747/'],
    ['localhost:4800/v1', 'http://localhost:4800/'],
    ['[::1]:4747/v1', 'http://[::1]:4747/'],
    ['127.0.0.1:4747/collect', undefined],
    ['127.0.0.1.shop.test/v1', undefined],
  ])('at %s has the debugger %s', (apiHost, debuggerUrl) => {
    const options = sender({ apiHost, protocol: 'http' })
    expect(look(createAnalytics({ options })).recipient).toMatchObject({ debuggerUrl })
  })

  it('is nobody if the load options turn off the sender', () => {
    const analytics = createAnalytics()
    analytics.queue.plugins.length = 0
    expect(look(analytics).recipient).toBe('nowhere')
  })

  it('is unknown until analytics.js is live', () => {
    expect(look(undefined).recipient).toBeUndefined()
  })
})

describe('the visitor', () => {
  it('has the ids that analytics.js knows', () => {
    expect(look(createAnalytics({ userId: 'USER-1' }))).toMatchObject({
      hasUserId: true,
      hasAnonymousId: true,
    })
    expect(look(undefined)).toMatchObject({ hasUserId: false, hasAnonymousId: false })
  })

  it.each([true, false, undefined])('has the consent %p', (consent) => {
    expect(look(undefined, { consent: () => consent }).consent).toBe(consent)
  })
})

describe('the queues', () => {
  it('count impressions on the device and events that the client keeps', () => {
    page.storage.setItem('experiment-impressions:exp-1:KEY', JSON.stringify(pending()))
    page.storage.setItem('EXP_unsent_x', '[{}, {}]')
    expect(look({ _writeKey: 'KEY' }, {}, 'EXP_unsent_x')).toMatchObject({ waiting: 1, unsent: 2 })
  })

  it.each([undefined, ''])('look for the client’s default queue if its key is %j', (queueKey) => {
    page.storage.setItem('EXP_unsent_$default_instance', '[{}]')
    expect(look(undefined, {}, queueKey).unsent).toBe(1)
  })

  it.each(['{}', '{'])('count nothing if the client’s queue contains %s', (text) => {
    page.storage.setItem('EXP_unsent_x', text)
    expect(look(undefined, {}, 'EXP_unsent_x').unsent).toBe(0)
  })
})

describe('the scripts', () => {
  it('show whether an Experiment client uses the integration', () => {
    expect(look(undefined, {}, '').isTaken).toBe(true)
    expect(look(undefined).isTaken).toBe(false)
  })

  it('include the Web Experiment script', () => {
    expect(look(undefined).hasWebExperiment).toBe(false)
    page.window['webExperiment'] = {}
    expect(look(undefined).hasWebExperiment).toBe(true)
  })

  it.each<[Observation['integrationOnWindow'], unknown]>([
    ['ours', integration],
    ['other', {}],
    ['none', undefined],
  ])('leave %s in window.experimentIntegration', (whose, onWindow) => {
    page.window['experimentIntegration'] = onWindow
    expect(look(undefined).integrationOnWindow).toBe(whose)
  })
})
