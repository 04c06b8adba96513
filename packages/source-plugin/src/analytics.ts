import type { AnalyticsPlugin } from './analytics-plugin.js'
import type { ExperimentImpressionsOptions } from './options.js'
import { settleQuietly } from './quietly.js'

interface SegmentUser {
  id(): string | null | undefined
  anonymousId(): string | null | undefined
  traits(): unknown
}

/** An analytics.js that has its settings and its identity, and sends what it is given. */
export interface LiveAnalytics {
  readonly initialized: true
  readonly options?: unknown
  readonly settings?: { readonly writeKey?: unknown; readonly cdnSettings?: unknown } | undefined
  readonly queue?: { readonly plugins?: readonly { readonly name: string }[] | undefined } | undefined
  user(): SegmentUser
  track(event: string, properties: object, options: object): unknown
  register?(...plugins: readonly AnalyticsPlugin[]): unknown
}

/** What may stand where analytics.js is expected: a snippet's stub, a wrapper still loading, or the real one. */
export interface AnalyticsCandidate {
  readonly instance?: unknown
  readonly initialized?: unknown
  readonly user?: unknown
  readonly _loadOptions?: { readonly user?: { readonly cookie?: { readonly key?: string } } } | undefined
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

/**
 * The live analytics.js behind a candidate, if there is one.
 *
 * `AnalyticsBrowser` keeps it in `instance`; the wrapper's own methods answer with promises and are never called. `initialized`
 * decides, not `ready`, which one destination that never loads holds up for ever.
 */
export const liveAnalytics = (
  candidate: AnalyticsCandidate | null | undefined,
): LiveAnalytics | undefined => {
  const real = (candidate?.instance ?? candidate) as AnalyticsCandidate | null | undefined
  return real?.initialized && real.user ? (real as LiveAnalytics) : undefined
}

/**
 * Hands over analytics.js when a candidate becomes live: unlike `ready`, `initialize` waits for no destination, nor for the
 * stub on window to be replaced. It never comes where a candidate is none: whoever is in a hurry looks for himself as well. An
 * `AnalyticsBrowser` rejects where its settings cannot be fetched.
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
