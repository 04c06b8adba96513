import type { SegmentEvent } from '../analytics/analytics.js'
import { exposure, impression } from '../impression/wire-names.js'

/** The part of the Web Experiment script's global that is used; the stub before it has loaded has `plugin` only. */
export interface WebExperiment {
  getExperimentClient?(): { addPlugin(plugin: object): unknown } | undefined
  plugin?(): { execute(event: { event_type: unknown; event_properties: unknown }): unknown }
}

/** The Web Experiment script's global, if it is on the page. */
export const webExperiment = (): WebExperiment | undefined =>
  (window as { readonly webExperiment?: WebExperiment }).webExperiment

/**
 * Passes a track event on to the Web Experiment script, whose event-triggered pages and behavioural
 * targeting otherwise know only those of Amplitude's own SDK. Impressions and exposures never go back to their source.
 */
export const forwardEvent = ({ event, properties }: SegmentEvent): void => {
  if (event !== impression && event !== exposure)
    webExperiment()?.plugin?.().execute({ event_type: event, event_properties: properties })
}
