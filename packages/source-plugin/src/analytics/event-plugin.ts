import type { AnalyticsPlugin, SegmentEvent } from './analytics.js'
import { ownName } from '../this-package.js'
import { quietly } from '../quietly.js'

/** The `name` by which a second copy of this code knows the plugin of the first. */
export const eventPluginName = ownName

/**
 * Creates the analytics.js plugin that reads each track event and passes it on.
 *
 * An enrichment: it sees no event that the site's middlewares drop, and a throw in a `before` plugin would drop the event.
 */
export const createEventPlugin = (onTrack: (event: SegmentEvent) => void): AnalyticsPlugin => ({
  name: eventPluginName,
  version: '0.1.0',
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
