import { createEventPlugin } from './analytics-plugin.js'
import type { Identity } from './identity.js'

/** Where an impression carries who saw it through analytics.js's queues, in its `context`, until the plugin below takes it out. */
export const shownTo = 'experiment-impressions'

/**
 * A user id for nobody: analytics.js replaces an absent one with whoever is logged in when it sends (`segmentio/normalize.ts`).
 * An empty String object is truthy, reads as no text and becomes `null` on the wire.
 */
const nobody = (): unknown => Object.assign(new String(''), { toJSON: () => null })

/**
 * An analytics.js plugin that gives an impression the ids of the visitor who saw it, whoever is logged in by now.
 *
 * Ids cannot go into track's options: `userId` is ignored there once the visitor is identified, and `anonymousId` would change
 * the visitor's own id. An impression seen before the visitor had any id gets the first one.
 */
export const pinIdentity = createEventPlugin('pin', 'before', (event) => {
  const { userId, anonymousId } = (event.context?.[shownTo] ?? {}) as Identity
  delete event.context?.[shownTo]
  if (anonymousId) event.anonymousId = anonymousId
  if (userId) event.userId = userId
  // Always: somebody may log in before it is sent.
  else if (anonymousId) event.userId = nobody()
})
