import { createIdleIntegration } from '../experiment/idle-integration.js'
import type { ExperimentIntegration } from '../experiment/integration.js'
import { createForMparticle } from './create.js'
import type { MparticleOptions } from './options.js'

export type { ExperimentIntegration, ExperimentUser } from '../experiment/integration.js'
export type { ExperimentEvent } from '../impression/pending-impression.js'
export type { MparticleInstance, MparticleOptions } from './options.js'

/**
 * Creates the integration that hands impressions and exposures to mParticle's web SDK.
 *
 * Give it to the Web Experiment script before that starts, or to the Experiment JS client. It never throws, whatever the page
 * and its storage hold, and may be made on a server, where it does nothing.
 *
 * @example
 * window.experimentIntegration = createMparticleIntegration()
 */
export const createMparticleIntegration = (options: MparticleOptions = {}): ExperimentIntegration =>
  typeof document === 'undefined' ? createIdleIntegration(options) : createForMparticle(options)
