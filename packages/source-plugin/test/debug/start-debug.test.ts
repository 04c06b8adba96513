import { createExperimentIntegration } from '../../src/index.js'
import { createMparticleIntegration } from '../../src/mparticle/index.js'
import { createRudderstackIntegration } from '../../src/rudderstack/index.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

// No timer outlives the test.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate'] })
  page.href = 'https://shop.test/?experiment_impressions=debug'
})

afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

interface Console {
  readonly diagnose?: () => { readonly about: string }[]
}

const impressionOf = (flagKey: string) => ({
  eventType: '$impression',
  eventProperties: { flag_key: flagKey },
})

const own = (): Console => page.window['experimentImpressions'] ?? {}

const loaded = async (): Promise<void> => {
  while (!own().diagnose) await new Promise(setImmediate)
  await Promise.resolve()
}

describe('debug mode', () => {
  it('prints fates and offers a diagnosis', async () => {
    const info = jest.spyOn(console, 'info').mockImplementation()
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    const integration = createExperimentIntegration({ consent: false })
    integration.track(impressionOf('f'))
    await loaded()
    expect(info.mock.calls[0]?.[0]).toBe(
      '[experiment-impressions] $impression f: deleted because consent is refused',
    )
    integration.track(impressionOf('g'))
    await Promise.resolve()
    expect(info.mock.calls[1]?.[0]).toContain('$impression g')
    expect(
      own()
        .diagnose?.()
        .map(({ about }) => about),
    ).toContain('consent')
    expect(warn.mock.calls.flat().join()).toContain('consent: refused')
  })

  it('keeps other properties of `experimentImpressions`', async () => {
    jest.spyOn(console, 'info').mockImplementation()
    page.window['experimentImpressions'] = { instanceKey: 'ajs' }
    createExperimentIntegration()
    await loaded()
    expect(own()).toMatchObject({ instanceKey: 'ajs' })
  })

  it('warns only once that the load options lose impressions', async () => {
    const info = jest.spyOn(console, 'info').mockImplementation()
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    const integration = createExperimentIntegration({ instance: createAnalytics() })
    integration.track(impressionOf('f'))
    integration.track(impressionOf('g'))
    await loaded()
    expect(info.mock.calls.map(([line]) => line as string)).toEqual([
      '[experiment-impressions] $impression f: handed to analytics.js',
      '[experiment-impressions] $impression g: handed to analytics.js',
    ])
    expect(warn.mock.calls).toEqual([[expect.stringContaining('keepalive: true')]])
  })
})

describe.each([
  ['RudderStack', createRudderstackIntegration],
  ['mParticle', createMparticleIntegration],
])('debug mode with %s', (_sdk, create) => {
  it('prints each impression with its fate', async () => {
    const info = jest.spyOn(console, 'info').mockImplementation()
    create({ instance: null }).track(impressionOf('f'))
    await new Promise(setImmediate)
    expect(info.mock.calls).toEqual([
      ['[experiment-impressions] refused', expect.objectContaining({ event: '$impression' })],
    ])
  })
})
