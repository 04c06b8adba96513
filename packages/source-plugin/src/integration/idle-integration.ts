import type { IntegrationOptions } from '../options.js'
import { integrationName, type ExperimentIntegration } from './experiment-integration.js'

/** Creates the integration for a server, where there is no page. It does nothing and delays nobody. */
export const createIdleIntegration = ({ skipSetup }: IntegrationOptions): ExperimentIntegration => ({
  name: integrationName,
  type: 'integration',
  ...(!skipSetup && { setup: () => Promise.resolve() }),
  getUser: () => ({}),
  track: () => true,
})
