import type { startDebug } from './debug/start-debug.js'
import { createIntegration } from './integration/experiment-integration.js'
import { putOnPage } from './integration/put-on-page.js'
import { createAnalyticsHandover } from './handing-over/analytics-handover.js'

interface DebugFile {
  readonly startDebug: typeof startDebug
}

putOnPage(
  'createExperimentIntegration',
  (src) =>
    (options = {}) =>
      createIntegration(
        createAnalyticsHandover,
        async (view) => {
          const file = (await import(new URL('experiment-impressions.debug.min.js', src).href)) as DebugFile
          return file.startDebug(view)
        },
        options,
      ),
)
