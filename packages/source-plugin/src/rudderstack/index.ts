import { loadPrintFate } from '../debug/print-fate.js'
import { createIdleIntegration } from '../integration/idle-integration.js'
import { createIntegration, type ExperimentIntegration } from '../integration/experiment-integration.js'
import { createSdkHandover } from '../handing-over/sdk-handover.js'
import { connectRudderstack } from './connect.js'
import type { RudderstackOptions } from './options.js'

export type { ExperimentIntegration, ExperimentUser } from '../integration/experiment-integration.js'
export type { ExperimentEvent } from '../impression/pending-impression.js'
export type { RudderstackInstance, RudderstackOptions } from './options.js'

/**
 * Creates the integration that hands impressions and exposures to RudderStack's JS SDK.
 *
 * Pass it to the Web Experiment script before that starts, or to the Experiment JS client. It never throws, whatever the page and
 * its storage contain. On a server it does nothing.
 *
 * @example
 * window.experimentIntegration = createRudderstackIntegration()
 */
export const createRudderstackIntegration = (options: RudderstackOptions = {}): ExperimentIntegration =>
  typeof document === 'undefined'
    ? createIdleIntegration(options)
    : createIntegration(createSdkHandover('rudderstack', connectRudderstack), loadPrintFate, options)
