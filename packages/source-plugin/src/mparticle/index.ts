import { loadPrintFate } from '../debug/print-fate.js'
import { createIdleIntegration } from '../integration/idle-integration.js'
import { createIntegration, type ExperimentIntegration } from '../integration/experiment-integration.js'
import { createSdkHandover } from '../handing-over/sdk-handover.js'
import { connectMparticle } from './connect.js'
import type { MparticleOptions } from './options.js'

export type { ExperimentIntegration, ExperimentUser } from '../integration/experiment-integration.js'
export type { ExperimentEvent } from '../impression/pending-impression.js'
export type { MparticleInstance, MparticleOptions } from './options.js'

/**
 * Creates the integration that hands impressions and exposures to mParticle's web SDK.
 *
 * Pass it to the Web Experiment script before that starts, or to the Experiment JS client. It never throws, whatever the page and
 * its storage contain. On a server it does nothing. mParticle only accepts plain attributes, so it flattens `metadata`.
 *
 * @example
 * window.experimentIntegration = createMparticleIntegration()
 */
export const createMparticleIntegration = (options: MparticleOptions = {}): ExperimentIntegration =>
  typeof document === 'undefined'
    ? createIdleIntegration(options)
    : createIntegration(createSdkHandover('mparticle', connectMparticle), loadPrintFate, {
        ...options,
        flattenMetadata: true,
      })
