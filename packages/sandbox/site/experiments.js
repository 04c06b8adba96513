/** Two real Experiment JS clients: one set up as the Web Experiment script does, and one for the feature flag. */
import { featureFlags, webFlags } from './flags.js'

const { Experiment, ExperimentImpressions, experimentIntegration } = window

const createClient = (flags, suffix) =>
  Experiment.initialize('demo', {
    initialFlags: JSON.stringify(flags),
    internalInstanceNameSuffix: suffix,
    automaticExposureTracking: false,
    serverUrl: location.origin,
    flagsServerUrl: location.origin,
    pollOnStart: false,
  })

/** Adds an integration to a client. Settles when the client can know the visitor, after a second at the latest. */
const connect = (client, integration, onTrack) => {
  const { setup, track } = integration
  integration.track = (event) => {
    const isHandled = track(event)
    onTrack(event)
    return isHandled
  }
  return new Promise((resolve) => {
    integration.setup = async (...config) => {
      await setup(...config)
      resolve()
    }
    client.addPlugin(integration)
  })
}

/**
 * Starts both clients. `show` returns the variant of a flag (`off` for none) and reports that it was shown. `onTrack` is called
 * for each report to the source plugin.
 */
export const startExperiments = async (onTrack) => {
  const web = createClient(webFlags, 'web')
  const feature = createClient(featureFlags, 'feature')
  const own = ExperimentImpressions.createExperimentIntegration(window.experimentImpressions)
  await Promise.all([connect(web, experimentIntegration, onTrack), connect(feature, own, onTrack)])
  return {
    show(key) {
      const client = webFlags.some((flag) => flag.key === key) ? web : feature
      const { value = 'off' } = client.variant(key)
      client.exposure(key)
      return value
    },
  }
}
