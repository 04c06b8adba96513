import { createExperimentIntegration, experimentImpressions } from '../../src/index.js'
import { createAnalytics, impression, useFakeTimers } from '../helpers/integration.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
useFakeTimers()

describe('analytics.js', () => {
  it('gets our plugin only once', () => {
    const analytics = createAnalytics()
    const register = jest.spyOn(analytics, 'register')
    createExperimentIntegration({ instance: analytics }).track(impression)
    createExperimentIntegration({ instance: analytics }).track(impression)
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
    createExperimentIntegration().track(impression)
    page.window['analytics'] = analytics
    initialize?.()
    jest.advanceTimersByTime(0)
    expect(track).toHaveBeenCalledTimes(1)
  })
})

describe('experimentImpressions', () => {
  it('sets the integration on window when analytics.js loads it, and adds it to a client that has started', async () => {
    const added: unknown[] = []
    page.window['webExperiment'] = {
      getExperimentClient: () => ({ addPlugin: (plugin: unknown) => added.push(plugin) }),
    }
    await experimentImpressions({ forwardEvents: false }).load({}, createAnalytics())
    jest.advanceTimersByTime(1000)
    expect(added).toEqual([page.window['experimentIntegration']])
  })
})
