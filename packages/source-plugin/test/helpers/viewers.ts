import type { LiveAnalytics } from '../../src/analytics/analytics.js'
import { createViewers } from '../../src/analytics/viewers.js'
import type { ExperimentImpressionsOptions } from '../../src/options.js'
import type { TestPage } from './page.js'

/** Opens a page whose analytics.js becomes live when the test says so. */
export const openViewers = (page: TestPage, options: ExperimentImpressionsOptions = {}) => {
  let initialize: ((this: LiveAnalytics) => void) | undefined
  const stub = {
    on: (_name: string, listener: typeof initialize) => {
      initialize = listener
    },
  }
  page.window['analytics'] = { ...(page.window['analytics'] as object | undefined), ...stub }
  const viewers = createViewers(
    options,
    () => undefined,
    () => undefined,
  )
  return {
    viewers,
    become: (analytics: LiveAnalytics): void => {
      viewers.findLive()
      initialize?.call(analytics)
    },
  }
}

/** Stores the ids as analytics.js does. */
export const storeIds = (page: TestPage, userId: string | undefined, anonymousId: string): void => {
  if (userId) page.storage.setItem('ajs_user_id', JSON.stringify(userId))
  page.storage.setItem('ajs_anonymous_id', JSON.stringify(anonymousId))
}
