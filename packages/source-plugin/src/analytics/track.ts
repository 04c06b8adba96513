import type { Identity, PendingImpression } from '../impression/pending-impression.js'
import { settleQuietly } from '../quietly.js'
import type { Outbox } from '../storage/outbox.js'
import type { LiveAnalytics } from './analytics.js'
import { takeFromPersistedQueue } from './persisted-queue.js'
import { watchSender, type InFlight } from './sender.js'

/** Tracks an impression, which has this key in the outbox if it has waited there, and writes into it who saw it. */
export type Track = (impression: PendingImpression, key: string) => void

/**
 * Creates the function that tracks impressions with one live analytics.js.
 *
 * It follows each impression until Segment has it:
 * - It sets the viewer before any plugin of the site sees the event.
 * - It keeps an anonymous impression from getting a user id.
 * - It stores the impressions in flight when the visitor hides or leaves the page.
 * - It calls `onDone` when an impression has arrived or the site has dropped it.
 */
export const createTrack = (analytics: LiveAnalytics, outbox: Outbox, onDone: () => void): Track => {
  const inFlight = new Map<unknown, InFlight>()

  const done = ({ impression, key }: InFlight): void => {
    inFlight.delete(impression.options.messageId)
    outbox.delete(key)
    onDone()
  }

  const keepAll = (): void => {
    inFlight.forEach(({ impression, key }) => {
      outbox.set(key, impression)
    })
    if (inFlight.size) takeFromPersistedQueue(analytics, inFlight)
  }

  // `track` itself emits this, before any plugin runs (analytics-next 1.48 and later). The options of `track` can't carry ids:
  // `userId` is ignored there once the visitor is identified, and `anonymousId` would change the visitor's own id.
  analytics.on('dispatch_start', ({ event }) => {
    const impression = inFlight.get(event.messageId)?.impression
    if (!impression) return
    const { userId, anonymousId } = impression.viewer ?? event
    if (anonymousId) event.anonymousId = anonymousId
    if (userId) event.userId = userId
    else if (anonymousId) delete event.userId
    impression.viewer = { userId: event.userId, anonymousId: event.anonymousId } as Identity
  })
  watchSender(analytics, inFlight, done)
  // A phone may kill a hidden page without another event.
  addEventListener('visibilitychange', keepAll)
  // Runs after the listeners of analytics.js, which has stored what it can by then.
  addEventListener('pagehide', keepAll)

  return (impression, key) => {
    const { event, properties, options } = impression
    if (inFlight.has(options.messageId)) return
    const item: InFlight = { impression, key }
    inFlight.set(options.messageId, item)
    // Other pages leave a stored impression alone while this one tracks it.
    if (outbox.has(key)) outbox.set(key, { ...impression, handedAt: Date.now() })
    // Plugins get a copy that they may rewrite: if the impression is tracked again, it goes through them again.
    void settleQuietly(analytics.track(event, { ...properties }, options), () => {
      if (!item.isWithSender) done(item)
    })
  }
}
