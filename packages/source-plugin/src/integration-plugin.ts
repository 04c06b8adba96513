import type { ExperimentIntegration } from './integration/experiment-integration.js'
import type { AnalyticsInstance, ExperimentImpressionsOptions } from './options.js'
import { ownName, version } from './this-package.js'
import type { AnalyticsPlugin } from './analytics/analytics.js'

/** Options of the analytics.js plugin, which gets its instance from analytics.js. */
export type ExperimentImpressionsPluginOptions = Omit<
  ExperimentImpressionsOptions,
  'instance' | 'instanceKey'
>

/** Turns the factory of the integration into the factory of an analytics.js plugin. */
export const createIntegrationPlugin =
  (createExperimentIntegration: (options: ExperimentImpressionsOptions) => ExperimentIntegration) =>
  (options: ExperimentImpressionsPluginOptions = {}): AnalyticsPlugin => ({
    name: `${ownName}:integration`,
    version,
    type: 'utility',
    isLoaded: () => true,
    load(_context, analytics) {
      const integration = createExperimentIntegration({
        ...options,
        instance: analytics as AnalyticsInstance,
      })
      ;(window as { experimentIntegration?: unknown }).experimentIntegration = integration
      return Promise.resolve()
    },
  })
