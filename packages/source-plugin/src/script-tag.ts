import type { DebugModule } from './debug/debug-view.js'
import { createDelivery } from './handing-over/analytics-handover.js'
import { createIntegration } from './experiment/integration.js'
import { putOnPage } from './experiment/put-on-page.js'

putOnPage(
  'createExperimentIntegration',
  (src) =>
    (options = {}) =>
      createIntegration(
        createDelivery,
        async (view) => {
          const debug = (await import(
            new URL('experiment-impressions.debug.min.js', src).href
          )) as DebugModule
          debug.startDebug(view)
        },
        options,
      ),
)
