import { createExperimentIntegration, experimentImpressions, segmentIntegrationPlugin } from '../src/index.js'
import { createMparticleIntegration } from '../src/mparticle/index.js'
import { createRudderstackIntegration } from '../src/rudderstack/index.js'

const factories = [createExperimentIntegration, createRudderstackIntegration, createMparticleIntegration]

/** Functions that some servers forbid outside a request. */
const forbidden = ['setTimeout', 'setInterval', 'queueMicrotask', 'fetch'] as const

describe('on a server', () => {
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

  it.each(factories)('an integration does nothing, not even later: %p', async (create) => {
    const integration = create({ debug: true })
    expect(integration.getUser()).toEqual({})
    expect(integration.track({ eventType: '$impression', eventProperties: { flag_key: 'f' } })).toBe(true)
    await expect(integration.setup?.()).resolves.toBeUndefined()
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it.each(factories)('an integration has no `setup` with `skipSetup`: %p', (create) => {
    expect('setup' in create({ skipSetup: true })).toBe(false)
  })

  it('the analytics.js plugin is ready and does nothing', () => {
    expect(experimentImpressions()).toMatchObject({
      name: 'experiment-impressions:integration',
      type: 'utility',
    })
    expect(experimentImpressions().isLoaded()).toBe(true)
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('the factory also has the name that Amplitude’s plugin uses', () => {
    expect(segmentIntegrationPlugin).toBe(createExperimentIntegration)
  })
})
