import { createIntegration, type ExperimentIntegration } from '../experiment/integration.js'
import { printNotes } from '../debug/print-notes.js'
import { createSdkDelivery } from '../handing-over/sdk-handover.js'
import { connectRudderstack } from './connect.js'
import type { RudderstackOptions } from './options.js'

/** Creates the integration in a page. */
export const createForRudderstack = (options: RudderstackOptions): ExperimentIntegration =>
  createIntegration(createSdkDelivery('rudderstack', connectRudderstack), printNotes, options)
