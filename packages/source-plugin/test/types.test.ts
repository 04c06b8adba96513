import type { Experiment } from '@amplitude/experiment-js-client'
import type { Analytics, AnalyticsBrowser } from '@segment/analytics-next'
import { expectTypeOf } from 'expect-type'
import { createExperimentIntegration, experimentImpressions, type AnalyticsInstance } from '../src/index.js'

type Client = ReturnType<(typeof Experiment)['initialize']>

// No timer outlives the test.
beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
})

describe('types', () => {
  it('fit the customer’s own analytics.js and Experiment client', () => {
    expectTypeOf<Analytics>().toExtend<AnalyticsInstance>()
    expectTypeOf<AnalyticsBrowser>().toExtend<AnalyticsInstance>()
    expectTypeOf(experimentImpressions()).toExtend<Parameters<Analytics['register']>[0]>()
    expectTypeOf(createExperimentIntegration()).toExtend<Parameters<Client['addPlugin']>[0]>()
    expect(createExperimentIntegration).toBeInstanceOf(Function)
  })
})
