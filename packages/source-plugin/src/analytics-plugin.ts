import { quietly } from './quietly.js'

/** The part of analytics.js's event that the plugins here read and write. */
export interface SegmentEvent {
  event?: unknown
  properties?: unknown
  userId?: unknown
  anonymousId?: unknown
  context?: Record<string, unknown> | undefined
}

/** An analytics.js plugin, as `analytics.register` takes it: `before` and `enrichment` see each event, `utility` none. */
export interface AnalyticsPlugin {
  readonly name: string
  readonly version: string
  readonly type: 'before' | 'enrichment' | 'utility'
  isLoaded(): boolean
  load(context: unknown, analytics: unknown): Promise<void>
  track?<Context extends { readonly event: SegmentEvent }>(context: Context): Context
}

/**
 * Creates an analytics.js plugin that reads or changes each track event and then passes it on.
 *
 * Whatever goes wrong stays here: a throw in a `before` plugin would drop the event.
 */
export const createEventPlugin = (
  name: string,
  type: 'before' | 'enrichment',
  onTrack: (event: SegmentEvent) => void,
): AnalyticsPlugin => ({
  name: `experiment-impressions:${name}`,
  version: '0.1.0',
  type,
  isLoaded: () => true,
  load: () => Promise.resolve(),
  track(context) {
    quietly(() => {
      onTrack(context.event)
    })
    return context
  },
})
