import { createExperimentIntegration, experimentImpressions, segmentIntegrationPlugin } from '../src/index.js'

/** What some servers forbid outside a request. */
const forbidden = ['setTimeout', 'setInterval', 'queueMicrotask', 'fetch'] as const

describe('on a server, where there is no page', () => {
  const spies: jest.SpyInstance[] = []

  beforeEach(() => {
    for (const name of forbidden)
      spies.push(
        jest.spyOn(globalThis, name).mockImplementation(() => {
          throw new Error(`${name} is not allowed here`)
        }),
      )
  })

  afterEach(() => {
    for (const spy of spies.splice(0)) spy.mockRestore()
  })

  it('makes an integration that does nothing, not even later', async () => {
    const integration = createExperimentIntegration({ debug: true })
    expect(integration.getUser()).toEqual({})
    expect(integration.track({ eventType: '$impression', eventProperties: { flag_key: 'f' } })).toBe(true)
    await expect(integration.setup?.()).resolves.toBeUndefined()
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('leaves `setup` out where asked to', () => {
    expect('setup' in createExperimentIntegration({ skipSetup: true })).toBe(false)
  })

  it('makes an analytics.js plugin', () => {
    expect(experimentImpressions()).toMatchObject({
      name: 'experiment-impressions:integration',
      type: 'utility',
    })
    expect(experimentImpressions().isLoaded()).toBe(true)
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('has the same factory under the name of Amplitude’s plugin', () => {
    expect(segmentIntegrationPlugin).toBe(createExperimentIntegration)
  })
})
