import { createIntegration, type ExperimentIntegration } from '../experiment/integration.js'
import { printNotes } from '../debug/print-notes.js'
import { createSdkDelivery } from '../handing-over/sdk-handover.js'
import { connectMparticle } from './connect.js'
import type { MparticleOptions } from './options.js'

/** Creates the integration in a page. mParticle's attributes are plain values alone. */
export const createForMparticle = (options: MparticleOptions): ExperimentIntegration =>
  createIntegration(createSdkDelivery('mparticle', connectMparticle), printNotes, {
    ...options,
    flattenMetadata: true,
  })
