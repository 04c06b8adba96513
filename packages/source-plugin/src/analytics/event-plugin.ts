import { quietly } from '../quietly.js'
import { ownName, version } from '../this-package.js'
import type { AnalyticsPlugin, SegmentEvent } from './analytics.js'

/** The `name` by which a second copy of this code recognizes the plugin of the first. */
export const eventPluginName = ownName

/**
 * Creates the analytics.js plugin that passes each track event to `onTrack`.
 *
 * It is an enrichment, so it doesn't see events that the site's middlewares drop. A `before` plugin that throws would drop the
 * event.
 */
export const createEventPlugin = (onTrack: (event: SegmentEvent) => void): AnalyticsPlugin => ({
  name: eventPluginName,
  version,
  type: 'enrichment',
  isLoaded: () => true,
  async load() {
    // There is nothing to load.
  },
  track(context) {
    quietly(() => {
      onTrack(context.event)
    })
    return context
  },
})
