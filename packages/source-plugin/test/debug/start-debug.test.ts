import { createExperimentIntegration } from '../../src/index.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

// No timer outlives the test.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate'] })
})

afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

interface Console {
  readonly diagnose?: () => { readonly about: string }[]
}

describe('debug mode', () => {
  it('prints fates and offers a diagnosis', async () => {
    const info = jest.spyOn(console, 'info').mockImplementation()
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    page.href = 'https://shop.test/?experiment_impressions=debug'
    const integration = createExperimentIntegration({ consent: false })
    integration.track({ eventType: '$impression', eventProperties: { flag_key: 'f' } })
    const own = (): Console => page.window['experimentImpressions'] ?? {}
    while (!own().diagnose) await new Promise(setImmediate)
    expect(info.mock.calls[0]?.[0]).toBe(
      '[experiment-impressions] $impression f: deleted because consent is refused',
    )
    integration.track({ eventType: '$impression', eventProperties: { flag_key: 'g' } })
    await Promise.resolve()
    expect(info.mock.calls[1]?.[0]).toContain('$impression g')
    expect(
      own()
        .diagnose?.()
        .map(({ about }) => about),
    ).toContain('consent')
    expect(warn.mock.calls.flat().join()).toContain('consent: refused')
  })
})
