import type { DebugModule } from './debug-note.js'
import { createDelivery } from './delivery.js'
import { createIntegration } from './integration.js'
import { putOnPage } from './put-on-page.js'

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
