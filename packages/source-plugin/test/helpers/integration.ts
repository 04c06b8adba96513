import { outboxPrefix } from '../../src/storage/outbox.js'
import { createAnalytics as createLive } from './live-analytics.js'
import type { TestPage } from './page.js'

/** An impression as the Experiment client passes it on. */
export const impression = {
  eventType: '$impression',
  eventProperties: { flag_key: 'hero-headline', variant: 'treatment' },
}

/** A live analytics.js with a visitor who is logged in. */
export const createAnalytics = () => createLive({ userId: 'USER-1', traits: { plan: 'pro' } })

/** Counts the impressions that wait on the device. */
export const countWaiting = (page: TestPage): number =>
  Object.keys(page.storage).filter((key) => key.startsWith(outboxPrefix)).length

/** Fakes timers for each test, so that no timer outlives it. */
export const useFakeTimers = (): void => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] })
  })
  afterEach(() => {
    jest.useRealTimers()
    jest.restoreAllMocks()
  })
}
