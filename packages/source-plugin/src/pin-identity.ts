import type { SegmentEvent } from './analytics-plugin.js'
import type { Identity } from './identity.js'
import { ownName } from './own-name.js'

/** Where an impression carries who saw it through analytics.js's queues, in its `context`, until `pinIdentity` takes it out. */
export const shownTo = ownName

/**
 * A user id for nobody: analytics.js replaces an absent one with whoever is logged in when it sends (`segmentio/normalize.ts`).
 * An empty String object is truthy, reads as no text and becomes `null` on the wire.
 */
const nobody = (): unknown => Object.assign(new String(''), { toJSON: () => null })

/**
 * Gives an impression in analytics.js the ids of the visitor who saw it, whoever is logged in by now; other events are left alone.
 *
 * Ids cannot go into track's options: `userId` is ignored there once the visitor is identified, and `anonymousId` would change
 * the visitor's own id. An impression seen before the visitor had any id gets the first one.
 */
export const pinIdentity = (event: SegmentEvent): void => {
  const { [shownTo]: viewer, ...context } = event.context ?? {}
  if (viewer) {
    // Another object: the one with the ids is still kept, for a page that is left.
    event.context = context
    const { userId, anonymousId } = viewer as Identity
    if (anonymousId) event.anonymousId = anonymousId
    if (userId) event.userId = userId
    // Always: somebody may log in before it is sent.
    else if (anonymousId) event.userId = nobody()
  }
}
