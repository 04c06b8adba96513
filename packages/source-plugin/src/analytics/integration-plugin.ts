import type { AnalyticsPlugin } from './analytics.js'
import type { ExperimentIntegration } from '../experiment/integration.js'
import type { AnalyticsInstance, ExperimentImpressionsOptions } from '../options.js'
import { ownName } from '../this-package.js'

/** Options of the analytics.js plugin, which knows its instance. */
export type ExperimentImpressionsPluginOptions = Omit<
  ExperimentImpressionsOptions,
  'instance' | 'instanceKey'
>

/** Makes the factory of the analytics.js plugin from the factory of integrations. */
export const createPlugin =
  (createExperimentIntegration: (options: ExperimentImpressionsOptions) => ExperimentIntegration) =>
  (options: ExperimentImpressionsPluginOptions = {}): AnalyticsPlugin => ({
    name: `${ownName}:integration`,
    version: '0.1.0',
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
