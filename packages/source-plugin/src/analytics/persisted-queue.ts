import { quietly } from '../quietly.js'
import { parseJson, readLocal } from '../storage/read-storage.js'
import type { LiveAnalytics, SegmentEvent } from './analytics.js'

/**
 * Removes impressions in flight from the queues that analytics.js has stored for the next page: events that wait for its
 * plugins, and events that wait for its sender (analytics-next 1.84, `lib/priority-queue/persisted.ts`).
 *
 * The outbox has them, with their viewers. analytics.js would send an anonymous impression as the person who is logged in by
 * then, and it loses some.
 */
export const takeFromPersistedQueue = (
  analytics: LiveAnalytics,
  inFlight: ReadonlyMap<unknown, unknown>,
): void => {
  for (const queue of ['event-queue', 'dest-Segment.io'])
    quietly(() => {
      const key = `persisted-queue:v1:${analytics.settings?.writeKey as string}:${queue}:items`
      const stored = parseJson(readLocal(key)) as { readonly event: SegmentEvent }[]
      const others = stored.filter(({ event }) => !inFlight.has(event.messageId))
      localStorage.setItem(key, JSON.stringify(others))
    })
}
