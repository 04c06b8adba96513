import type { LiveAnalytics } from './analytics.js'
import type { PendingImpression } from '../impression/pending-impression.js'

/** An impression between here and Segment. */
export interface Passage {
  readonly impression: PendingImpression
  /** Its key in the outbox. */
  readonly key: string
  /** Whether the sender of analytics.js has it, which may try again after the promise of `track` has settled. */
  isWithSender?: boolean
}

/**
 * A user id for nobody: analytics.js puts whoever is logged in when it sends in the place of an absent one
 * (`segmentio/normalize.ts`). This is there, and is `null` on the wire.
 */
const nobody = { toJSON: () => null }

/**
 * Stands in front of the sender of analytics.js, for what is under way alone: an impression of nobody is sent as nobody's, whoever
 * has logged in since, while all other plugins see it as they see any event. `done` gets one that has arrived, or that the sender
 * gives up; of neither the promise of `track` says anything.
 */
export const watchSender = (
  analytics: LiveAnalytics,
  underWay: ReadonlyMap<unknown, Passage>,
  done: (passage: Passage) => void,
): void => {
  const sender = analytics.queue.plugins.find(({ name }) => name === 'Segment.io')
  const send = sender?.track
  if (send)
    sender.track = async (context) => {
      const { event } = context
      const passage = underWay.get(event.messageId)
      if (!passage) return send.call(sender, context)
      passage.isWithSender = true
      const seen = context.logs().length
      const { userId, anonymousId } = passage.impression.viewer ?? {}
      const loggedIn = !event.userId && analytics.user().id()
      // Where the site has deleted an id, analytics.js would put that of whoever is here now in its place.
      context.event = { anonymousId, ...event }
      if (loggedIn && loggedIn !== userId) context.event.userId = nobody
      const sent = send.call(sender, context)
      // It has read the event by now.
      context.event = event
      const result = await sent
      // What it keeps to try again it has logged, but for being offline.
      const isThrough =
        navigator.onLine &&
        context
          .logs()
          .slice(seen)
          .every(({ level }) => level !== 'error')
      if (isThrough || context.failedDelivery?.()) done(passage)
      return result
    }
}
