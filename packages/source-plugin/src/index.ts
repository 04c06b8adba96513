import type { AnalyticsPlugin } from './analytics/analytics.js'
import { createDelivery } from './handing-over/analytics-handover.js'
import { createIdleIntegration } from './experiment/idle-integration.js'
import { createIntegration, type ExperimentIntegration } from './experiment/integration.js'
import type { ExperimentImpressionsOptions } from './options.js'
import { createPlugin, type ExperimentImpressionsPluginOptions } from './analytics/integration-plugin.js'

export type { AnalyticsPlugin } from './analytics/analytics.js'
export type { ExperimentIntegration, ExperimentUser } from './experiment/integration.js'
export type { AnalyticsInstance, ExperimentImpressionsOptions } from './options.js'
export type { ExperimentEvent } from './impression/pending-impression.js'
export type { ExperimentImpressionsPluginOptions } from './analytics/integration-plugin.js'

/**
 * Creates the integration that hands impressions and exposures to analytics.js.
 *
 * Give it to the Web Experiment script before that starts, or to the Experiment JS client. It never throws, whatever the page
 * and its storage hold, and may be made on a server, where it does nothing.
 *
 * @example
 * window.experimentIntegration = createExperimentIntegration()
 * @example
 * client.addPlugin(createExperimentIntegration({ instance: analytics }))
 */
export const createExperimentIntegration = (
  options: ExperimentImpressionsOptions = {},
): ExperimentIntegration =>
  typeof document === 'undefined'
    ? createIdleIntegration(options)
    : createIntegration(
        createDelivery,
        async (view) => {
          ;(await import('./debug/start-debug.js')).startDebug(view)
        },
        options,
      )

/** `createExperimentIntegration` under the name that Amplitude's own plugin gives its factory, for code that calls that. */
export const segmentIntegrationPlugin = createExperimentIntegration

/**
 * An analytics.js plugin that sets `window.experimentIntegration`, also where the Web Experiment script has started without.
 *
 * @example
 * analytics.register(experimentImpressions())
 */
export const experimentImpressions: (options?: ExperimentImpressionsPluginOptions) => AnalyticsPlugin =
  createPlugin(createExperimentIntegration)
