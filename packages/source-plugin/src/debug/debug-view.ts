import type { LiveAnalytics } from '../analytics/analytics.js'
import type { Delivery } from '../handing-over/analytics-handover.js'
import type { Fate } from '../handing-over/fate.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import type { PendingImpression } from '../impression/pending-impression.js'

/** One line of the debug output. */
export type DebugNote = readonly [fate: Fate, impression: PendingImpression]

/** What an Experiment client has done with an integration. */
export interface ClientUse {
  /** Whether it uses it at all. */
  isTaken: boolean
  /** The localStorage key of the client's own queue. */
  queueKey: string
}

/** What the debug module, which is loaded only in debug mode, is shown of an integration. */
export interface DebugView<Options = ExperimentImpressionsOptions, Live = LiveAnalytics> {
  /** Notes so far; whoever prints them replaces `push`. */
  readonly notes: DebugNote[]
  readonly options: Options
  readonly delivery: Delivery<Live>
  readonly client: ClientUse
  readonly integration: object
}

/** What the debug file offers. */
export interface DebugModule {
  readonly startDebug: (view: DebugView) => void
}
