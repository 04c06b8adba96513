import { createTrack } from '../../src/analytics/track.js'
import type { PendingImpression } from '../../src/impression/pending-impression.js'
import { createOutbox, outboxPrefix } from '../../src/storage/outbox.js'
import { createAnalytics } from './live-analytics.js'
import type { TestPage } from './page.js'
import { pending } from './pending.js'

/** The outbox key of an impression. */
export const keyOf = ({ options }: PendingImpression): string => `${outboxPrefix}KEY:${options.messageId}`

/** Opens a page that tracks impressions with a live analytics.js. */
export const openTrack = (...args: Parameters<typeof createAnalytics>) => {
  const analytics = createAnalytics(...args)
  const outbox = createOutbox(7, () => undefined)
  const onDone = jest.fn()
  const track = createTrack(analytics, outbox, onDone)
  return {
    analytics,
    onDone,
    /** Tracks an impression that arrives now. */
    track: (impression: PendingImpression): void => {
      track(impression, keyOf(impression))
    },
    /** Tracks an impression that has waited on the device. */
    trackStored: (impression: PendingImpression): void => {
      outbox.set(keyOf(impression), impression)
      track(impression, keyOf(impression))
    },
  }
}

/** Returns the impression that the device keeps. */
export const kept = (page: TestPage): PendingImpression | undefined => {
  const text = page.storage.getItem(keyOf(pending()))
  return text === null ? undefined : (JSON.parse(text) as PendingImpression)
}
