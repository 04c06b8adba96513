import type { ExperimentImpressionsOptions } from '../options.js'
import { settleQuietly } from '../quietly.js'
import type { IdentityOptions } from './stored-identity.js'

/** The part of an analytics.js event that this package reads and writes. */
export interface SegmentEvent {
  event?: unknown
  properties?: unknown
  messageId?: unknown
  userId?: unknown
  anonymousId?: unknown
}

/** The object in which analytics.js carries an event from plugin to plugin. */
interface SegmentContext {
  event: SegmentEvent
  logs(): readonly { readonly level: string }[]
  failedDelivery?(): unknown
}

/** A plugin in the queue of analytics.js. Its own sender is one of them. */
interface QueuedPlugin {
  readonly name: string
  track?: (context: SegmentContext) => unknown
}

/** An analytics.js plugin for `analytics.register`: `enrichment` plugins see every event, `utility` plugins none. */
export interface AnalyticsPlugin {
  readonly name: string
  readonly version: string
  readonly type: 'enrichment' | 'utility'
  isLoaded(): boolean
  load(context: unknown, analytics: unknown): Promise<void>
  track?<Context extends { readonly event: SegmentEvent }>(context: Context): Context
}

/** An analytics.js that has its settings and its identity, and sends what it gets. */
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

/** Anything in the place of analytics.js: a snippet's stub, a wrapper that still loads, the real one, or something else. */
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
 * Returns what the page offers as analytics.js, live or not. `null` means that the visitor refuses tracking.
 *
 * A snippet's stub never becomes live, even if the site passes it as `instance`: analytics.js replaces it on `window` (snippets
 * 4 and 5).
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

/** Returns the real analytics.js, which `AnalyticsBrowser` keeps in `instance`. Its own methods return promises and go unused. */
const realAnalytics = (
  candidate: AnalyticsCandidate | null | undefined,
): AnalyticsCandidate | null | undefined => candidate?.instance ?? candidate

/**
 * Returns the live analytics.js behind a candidate, if there is one.
 *
 * Recognizes it by its queue of plugins, since other libraries offer `track` and `user` too. Checks `initialized` instead of
 * `ready`, because a single destination that never loads holds `ready` up forever.
 */
export const liveAnalytics = (
  candidate: AnalyticsCandidate | null | undefined,
): LiveAnalytics | undefined => {
  const real = realAnalytics(candidate)
  return real?.initialized && real.queue?.plugins ? (real as LiveAnalytics) : undefined
}

/** Returns the write key of a candidate, if known: `AnalyticsBrowser` doesn't reveal it until it is live. */
export const writeKeyOf = (candidate: AnalyticsCandidate | null | undefined): string | undefined =>
  // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- a disabled analytics.js has an empty one
  realAnalytics(candidate)?.settings?.writeKey || candidate?._writeKey

/**
 * Calls `wake` with the real analytics.js when a candidate becomes live.
 *
 * Unlike `ready`, `initialize` doesn't wait for destinations or for analytics.js to replace the stub on `window`, and it comes
 * before the calls that the site has made so far. It never comes from something that isn't analytics.js, so callers that can't
 * wait also poll. An `AnalyticsBrowser` rejects if it can't fetch its settings.
 */
export const onLive = (
  candidate: AnalyticsCandidate,
  wake: (analytics: AnalyticsCandidate) => void,
): void => {
  void settleQuietly(
    candidate.on?.('initialize', function (this: AnalyticsCandidate) {
      wake(this)
    }),
  )
}
