import type { ExperimentImpressionsOptions } from '../options.js'
import { settleQuietly } from '../quietly.js'
import type { IdentityOptions } from './stored-identity.js'

/** The part of analytics.js's event that is read and written here. */
export interface SegmentEvent {
  event?: unknown
  properties?: unknown
  messageId?: unknown
  userId?: unknown
  anonymousId?: unknown
}

/** What analytics.js takes an event along in. */
interface SegmentContext {
  event: SegmentEvent
  logs(): readonly { readonly level: string }[]
  failedDelivery?(): unknown
}

/** A plugin in analytics.js's queue, its own sender among them. */
interface QueuedPlugin {
  readonly name: string
  track?: (context: SegmentContext) => unknown
}

/** An analytics.js plugin, as `analytics.register` takes it: `enrichment` sees each event, `utility` none. */
export interface AnalyticsPlugin {
  readonly name: string
  readonly version: string
  readonly type: 'enrichment' | 'utility'
  isLoaded(): boolean
  load(context: unknown, analytics: unknown): Promise<void>
  track?<Context extends { readonly event: SegmentEvent }>(context: Context): Context
}

/** An analytics.js that has its settings and its identity, and sends what it is given. */
export interface LiveAnalytics {
  readonly initialized: true
  readonly options: IdentityOptions
  readonly settings?: { readonly writeKey?: string; readonly cdnSettings?: unknown } | undefined
  readonly queue: { readonly plugins: readonly QueuedPlugin[] }
  user(): {
    id(): string | null | undefined
    anonymousId(): string | null | undefined
    traits(): unknown
  }
  track(event: string, properties: object, options: object): unknown
  register(...plugins: readonly AnalyticsPlugin[]): unknown
  on(event: 'dispatch_start', listener: (context: SegmentContext) => void): unknown
}

/** What may stand where analytics.js is expected: a snippet's stub, a wrapper still loading, the real one, or something else. */
export interface AnalyticsCandidate {
  readonly instance?: AnalyticsCandidate
  readonly initialized?: unknown
  readonly queue?: { readonly plugins?: unknown }
  readonly settings?: { readonly writeKey?: string }
  readonly _writeKey?: string
  readonly _loadOptions?: IdentityOptions | undefined
  on?(event: string, listener: (this: AnalyticsCandidate) => void): unknown
}

/**
 * What the page offers as analytics.js, live or not; `null` where tracking is refused.
 *
 * A snippet's stub given as `instance` never becomes live: analytics.js takes its place on `window` (snippets 4 and 5).
 */
export const findAnalytics = ({
  instance,
  instanceKey = 'analytics',
}: ExperimentImpressionsOptions): AnalyticsCandidate | null | undefined => {
  const found = (window as unknown as Record<string, AnalyticsCandidate | null | undefined>)[instanceKey]
  return instance === undefined || (found && Array.isArray(instance))
    ? found
    : (instance as AnalyticsCandidate)
}

/** The real analytics.js: `AnalyticsBrowser` keeps it in `instance`, and its own methods, which answer with promises, are never called. */
const realAnalytics = (
  candidate: AnalyticsCandidate | null | undefined,
): AnalyticsCandidate | null | undefined => candidate?.instance ?? candidate

/**
 * The live analytics.js behind a candidate, if there is one.
 *
 * Known by its queue of plugins, since others offer `track` and `user` too. `initialized` decides, not `ready`, which one
 * destination that never loads holds up for ever.
 */
export const liveAnalytics = (
  candidate: AnalyticsCandidate | null | undefined,
): LiveAnalytics | undefined => {
  const real = realAnalytics(candidate)
  return real?.initialized && real.queue?.plugins ? (real as LiveAnalytics) : undefined
}

/** The write key of a candidate, as far as it is known: `AnalyticsBrowser` does not tell before it is live. */
export const writeKeyOf = (candidate: AnalyticsCandidate | null | undefined): string | undefined =>
  // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- a disabled analytics.js has an empty one
  realAnalytics(candidate)?.settings?.writeKey || candidate?._writeKey

/**
 * Hands over analytics.js when a candidate becomes live: unlike `ready`, `initialize` waits for no destination, nor for the
 * stub on window to be replaced, and it comes before what the site has called so far. It never comes where a candidate is none:
 * whoever is in a hurry looks for himself as well. An `AnalyticsBrowser` rejects where its settings cannot be fetched.
 */
export const onLive = (
  candidate: AnalyticsCandidate,
  wake: (analytics: AnalyticsCandidate) => void,
): void => {
  settleQuietly(
    candidate.on?.('initialize', function (this: AnalyticsCandidate) {
      wake(this)
    }),
  )
}
