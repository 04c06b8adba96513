import { ownName } from './own-name.js'
import { quietly } from './quietly.js'

/** The part of analytics.js's event that the plugins here read and write. */
export interface SegmentEvent {
  event?: unknown
  properties?: unknown
  userId?: unknown
  anonymousId?: unknown
  context?: Record<string, unknown> | undefined
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

/** The `name` by which a second copy of this code knows the plugin of the first. */
export const eventPluginName = ownName

/**
 * Creates the analytics.js plugin that reads or changes each track event and then passes it on.
 *
 * An enrichment, since a throw in a `before` plugin would drop the event; and none leaves here anyway.
 */
export const createEventPlugin = (onTrack: (event: SegmentEvent) => void): AnalyticsPlugin => ({
  name: eventPluginName,
  version: '0.1.0',
  type: 'enrichment',
  isLoaded: () => true,
  load: () => Promise.resolve(),
  track(context) {
    quietly(() => {
      onTrack(context.event)
    })
    return context
  },
})
