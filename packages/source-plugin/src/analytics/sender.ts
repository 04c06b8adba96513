import type { PendingImpression } from '../impression/pending-impression.js'
import type { LiveAnalytics } from './analytics.js'

/** An impression on its way to Segment. */
export interface InFlight {
  readonly impression: PendingImpression
  /** The impression's key in the outbox. */
  readonly key: string
  /** Whether the sender of analytics.js has the impression. It may retry after the promise of `track` has settled. */
  isWithSender?: boolean
}

/**
 * The user id of an anonymous impression. If an event has no user id, analytics.js adds the one of the person who is logged in
 * when it sends (`segmentio/normalize.ts`). This id prevents that, and turns into `null` in JSON.
 */
const nobody = { toJSON: () => null }

/**
 * Wraps the sender of analytics.js for impressions in flight.
 *
 * An anonymous impression is sent without a user id, even if somebody has logged in since. All other plugins see it like any
 * other event. `done` gets each impression that has arrived or that the sender has given up; the promise of `track` reports
 * neither.
 */
export const watchSender = (
  analytics: LiveAnalytics,
  inFlight: ReadonlyMap<unknown, InFlight>,
  done: (item: InFlight) => void,
): void => {
  const sender = analytics.queue.plugins.find(({ name }) => name === 'Segment.io')
  const send = sender?.track
  if (send)
    sender.track = async (context) => {
      const { event } = context
      const item = inFlight.get(event.messageId)
      if (!item) return send.call(sender, context)
      item.isWithSender = true
      const seen = context.logs().length
      const { userId, anonymousId } = item.impression.viewer ?? {}
      // If the site has deleted an id, analytics.js would add the current person's.
      context.event = { anonymousId, ...event }
      if (!event.userId && analytics.user().id() !== userId) context.event.userId = nobody
      const sent = send.call(sender, context)
      // The sender has read the event by now.
      context.event = event
      await sent
      // The sender logs an error for each event that it keeps to retry, except while the browser is offline.
      const isThrough =
        navigator.onLine &&
        context
          .logs()
          .slice(seen)
          .every(({ level }) => level !== 'error')
      if (isThrough || context.failedDelivery?.()) done(item)
      return sent
    }
}
