import { integrationName, type ExperimentIntegration } from './integration.js'
import type { IntegrationOptions } from '../options.js'

/** What is made where there is no page, on a server: nothing happens, and nobody is held up. */
export const createIdleIntegration = ({ skipSetup }: IntegrationOptions): ExperimentIntegration => ({
  name: integrationName,
  type: 'integration',
  ...(!skipSetup && { setup: () => Promise.resolve() }),
  getUser: () => ({}),
  track: () => true,
})
