import { exposure, impression } from './impression/wire-names.js'

/** The part of the Web Experiment script's global that this package uses. Before the script loads, its stub only has `plugin`. */
export interface WebExperiment {
  getExperimentClient?(): { addPlugin(plugin: object): unknown } | undefined
  plugin?(): { execute(event: { event_type: unknown; event_properties: unknown }): unknown }
}

/** Returns the Web Experiment script's global, if the script is on the page. */
export const webExperiment = (): WebExperiment | undefined =>
  (window as { readonly webExperiment?: WebExperiment }).webExperiment

/**
 * Passes a track event to the Web Experiment script. Otherwise its event-triggered pages and behavioral targeting only know the
 * events of Amplitude's own SDK. Impressions and exposures never go back to their source.
 */
export const forwardEvent = (event: { readonly event?: unknown; readonly properties?: unknown }): void => {
  if (event.event !== impression && event.event !== exposure)
    webExperiment()?.plugin?.().execute({ event_type: event.event, event_properties: event.properties })
}
