/** Proves that the types fit the customer’s own libraries. `npm run check` compiles this file; nothing runs it. */
import type { Experiment } from '@amplitude/experiment-js-client'
import type { MParticleWebSDK } from '@mparticle/web-sdk'
import type { RudderAnalytics } from '@rudderstack/analytics-js'
import type { Analytics, AnalyticsBrowser } from '@segment/analytics-next'
import { expectTypeOf } from 'expect-type'
import {
  type createExperimentIntegration,
  type experimentImpressions,
  type AnalyticsInstance,
} from '../src/index.js'
import type { createMparticleIntegration, MparticleInstance } from '../src/mparticle/index.js'
import type { createRudderstackIntegration, RudderstackInstance } from '../src/rudderstack/index.js'

type Client = ReturnType<(typeof Experiment)['initialize']>

// The plugin accepts the customer’s own analytics.js, whether it has loaded or not.
expectTypeOf<Analytics>().toExtend<AnalyticsInstance>()
expectTypeOf<AnalyticsBrowser>().toExtend<AnalyticsInstance>()
expectTypeOf<RudderAnalytics>().toExtend<RudderstackInstance>()
expectTypeOf<MParticleWebSDK>().toExtend<MparticleInstance>()

// Analytics.js accepts the plugin.
expectTypeOf<ReturnType<typeof experimentImpressions>>().toExtend<Parameters<Analytics['register']>[0]>()

// The customer’s own Experiment client accepts the integration.
expectTypeOf<ReturnType<typeof createExperimentIntegration>>().toExtend<Parameters<Client['addPlugin']>[0]>()
expectTypeOf<ReturnType<typeof createRudderstackIntegration>>().toExtend<Parameters<Client['addPlugin']>[0]>()
expectTypeOf<ReturnType<typeof createMparticleIntegration>>().toExtend<Parameters<Client['addPlugin']>[0]>()
