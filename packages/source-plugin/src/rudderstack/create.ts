import { createIntegration, type ExperimentIntegration } from '../integration.js'
import { printNotes } from '../print-notes.js'
import { createSdkDelivery } from '../sdk-delivery.js'
import { connectRudderstack } from './connect.js'
import type { RudderstackOptions } from './options.js'

/** Creates the integration in a page. */
export const createForRudderstack = (options: RudderstackOptions): ExperimentIntegration =>
  createIntegration(createSdkDelivery('rudderstack', connectRudderstack), printNotes, options)
