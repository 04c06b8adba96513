import type { AnalyticsPlugin } from './analytics/analytics.js'
import { createIntegrationPlugin, type ExperimentImpressionsPluginOptions } from './integration-plugin.js'
import { createIdleIntegration } from './integration/idle-integration.js'
import { createIntegration, type ExperimentIntegration } from './integration/experiment-integration.js'
import { createAnalyticsHandover } from './handing-over/analytics-handover.js'
import type { ExperimentImpressionsOptions } from './options.js'

export type { AnalyticsPlugin } from './analytics/analytics.js'
export type { ExperimentImpressionsPluginOptions } from './integration-plugin.js'
export type { ExperimentIntegration, ExperimentUser } from './integration/experiment-integration.js'
export type { ExperimentEvent } from './impression/pending-impression.js'
export type { AnalyticsInstance, ExperimentImpressionsOptions } from './options.js'

/**
 * Creates the integration that hands impressions and exposures to analytics.js.
 *
 * Pass it to the Web Experiment script before that starts, or to the Experiment JS client. It never throws, whatever the page and
 * its storage contain. On a server it does nothing.
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
        createAnalyticsHandover,
        async (view) => (await import('./debug/start-debug.js')).startDebug(view),
        options,
      )

/** `createExperimentIntegration` under the name of the factory in Amplitude's own plugin, for code that calls that. */
export const segmentIntegrationPlugin = createExperimentIntegration

/**
 * An analytics.js plugin that sets `window.experimentIntegration`, even if the Web Experiment script has started without it.
 *
 * @example
 * analytics.register(experimentImpressions())
 */
export const experimentImpressions: (options?: ExperimentImpressionsPluginOptions) => AnalyticsPlugin =
  createIntegrationPlugin(createExperimentIntegration)
