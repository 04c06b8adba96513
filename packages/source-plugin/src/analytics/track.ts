import { watchSender, type Passage } from './sender.js'
import { takeFromStore } from './persisted-queue.js'
import type { LiveAnalytics } from './analytics.js'
import type { Outbox } from '../storage/outbox.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { settleQuietly } from '../quietly.js'
import type { Identity } from './stored-identity.js'

/**
 * Hands an impression to one live analytics.js, and writes into it who saw it. `key` is its own in the outbox; `keptAs` is the same
 * where it is there.
 */
export type HandOver = (impression: PendingImpression, key: string, keptAs?: string) => void

/**
 * Opens the way into a live analytics.js, which stays true to each impression until that has arrived: it has its viewer before
 * any plugin of the site's sees it, is nobody's where nobody was logged in, and is kept on the device where the page is hidden
 * or left. `onDone` is called when one is through, or dropped by the site.
 */
export const createHandOver = (analytics: LiveAnalytics, outbox: Outbox, onDone: () => void): HandOver => {
  const underWay = new Map<unknown, Passage>()

  const done = ({ impression, key }: Passage): void => {
    underWay.delete(impression.options.messageId)
    outbox.erase(key)
    onDone()
  }

  const keepAll = (): void => {
    underWay.forEach(({ key, impression }) => {
      outbox.keep(key, impression)
    })
    if (underWay.size) takeFromStore(analytics, underWay)
  }

  // Emitted by `track` itself, before any plugin (analytics-next 1.48 and later). Ids cannot go into track's options: `userId`
  // is ignored there once the visitor is identified, and `anonymousId` would change the visitor's own id.
  analytics.on('dispatch_start', ({ event }) => {
    const passage = underWay.get(event.messageId)
    if (!passage) return
    const impression = passage.impression
    const { userId, anonymousId } = impression.viewer ?? event
    if (anonymousId) event.anonymousId = anonymousId
    if (userId) event.userId = userId
    else if (anonymousId) delete event.userId
    impression.viewer = { userId: event.userId, anonymousId: event.anonymousId } as Identity
  })
  watchSender(analytics, underWay, done)
  // A phone may kill a page that is hidden without another word.
  addEventListener('visibilitychange', keepAll)
  // Behind the listeners of analytics.js, which has stored by then what it can.
  addEventListener('pagehide', keepAll)

  return (impression, key, keptAs) => {
    const { event, properties, options } = impression
    const { messageId } = options
    if (underWay.has(messageId)) return
    const passage: Passage = { impression, key }
    underWay.set(messageId, passage)
    // Other pages leave it alone meanwhile.
    if (keptAs) outbox.keep(key, { ...impression, handedAt: Date.now() })
    // A copy of what the site's plugins may rewrite: handed over again, it goes through them again.
    const sent = analytics.track(event, { ...properties }, options)
    settleQuietly(sent, () => {
      if (!passage.isWithSender) done(passage)
    })
  }
}
