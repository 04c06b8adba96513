import { createExperimentIntegration, experimentImpressions, segmentIntegrationPlugin } from '../src/index.js'

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
})

describe('on a server, where there is no window', () => {
  it('makes an integration that does nothing and harms nothing', async () => {
    const integration = createExperimentIntegration()
    expect(integration.getUser()).toEqual({})
    expect(integration.track({ eventType: '$impression', eventProperties: { flag_key: 'f' } })).toBe(true)
    const setup = integration.setup?.()
    jest.advanceTimersByTime(1000)
    await expect(setup).resolves.toBeUndefined()
  })

  it('makes an analytics.js plugin', () => {
    expect(experimentImpressions()).toMatchObject({
      name: 'experiment-impressions:integration',
      type: 'utility',
    })
    expect(experimentImpressions().isLoaded()).toBe(true)
  })

  it('has the same factory under the name of Amplitude’s plugin', () => {
    expect(segmentIntegrationPlugin).toBe(createExperimentIntegration)
  })
})
