import { findAnalytics, writeKeyOf, type LiveAnalytics } from '../analytics/analytics.js'
import { createEventPlugin, eventPluginName } from '../analytics/event-plugin.js'
import { createTrack, type Track } from '../analytics/track.js'
import { createViewers } from '../analytics/viewers.js'
import { forwardEvent } from '../web-experiment.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { quietly, settleQuietly } from '../quietly.js'
import { createOutbox, outboxPrefix } from '../storage/outbox.js'
import { askConsent, type CreateHandover, type Fate } from './handover.js'

/** How many impressions one flush hands over. analytics.js loses some of a large number when the visitor leaves the page. */
const BATCH = 16

/** How many integrations this page has created. */
let integrations = 0

/**
 * Returns whether impressions may go to analytics.js. Setting it to `null` refuses; otherwise the `consent` option decides. The load
 * option `disable` needs no check: the resulting `NullAnalytics` claims to be live, accepts impressions and sends nothing.
 */
export const hasConsent = (options: ExperimentImpressionsOptions): boolean | undefined =>
  findAnalytics(options) === null ? false : askConsent(options.consent)

/** Creates the handover to analytics.js. */
export const createAnalyticsHandover: CreateHandover<ExperimentImpressionsOptions, LiveAnalytics> = (
  options,
  wake,
  note,
) => {
  const { forwardEvents = true, maxAgeDays } = options
  const outbox = createOutbox(maxAgeDays, note)
  const trackers = new Map<LiveAnalytics, Track>()
  let writeKey = quietly(() => writeKeyOf(findAnalytics(options)))
  /** Identifies the source until its write key is known: by this integration's number on the page. */
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- a number
  const place = writeKey ? '-' : `${integrations++}`

  const connect = (analytics: LiveAnalytics): void => {
    if (trackers.has(analytics)) return
    trackers.set(analytics, createTrack(analytics, outbox, wake))
    // Another copy of this code may have registered the plugin.
    if (forwardEvents && !analytics.queue.plugins.some(({ name }) => name === eventPluginName))
      void settleQuietly(analytics.register(createEventPlugin(forwardEvent)))
  }

  const viewers = createViewers(options, connect, wake)

  /** Returns the endings of this source's keys in the outbox. New impressions get the first. */
  const endings = (): readonly [string, string] => {
    writeKey = writeKeyOf(findAnalytics(options)) ?? writeKey
    return [`:${writeKey ?? place}`, `:${place}`]
  }

  /** Returns the analytics.js to send to, `false` if nothing may be sent, and `undefined` while that is undecided. */
  const target = (): LiveAnalytics | false | undefined => hasConsent(options) && viewers.findLive()

  const handOver = (
    impression: PendingImpression,
    key = outboxPrefix + impression.options.messageId + endings()[0],
  ): void => {
    const analytics = target()
    let fate: Fate = 'waiting'
    if (analytics === false) {
      outbox.delete(key)
      fate = 'refused'
    }
    if (analytics)
      quietly(() => {
        viewers.settle(impression, analytics)
        trackers.get(analytics)?.(impression, key)
        fate = 'sent'
      })
    if (fate === 'waiting' && !outbox.has(key)) {
      viewers.record(impression)
      outbox.set(key, impression)
    }
    note(fate, impression)
  }

  return {
    ...viewers,
    handOver,
    flush() {
      const own = endings()
      const analytics = target()
      // If the visitor refuses before the write key is known, everything goes.
      const keys = outbox.keys(analytics === false && !writeKey ? [''] : own)
      if (analytics === undefined) return
      // Impressions in flight come first and are skipped.
      for (const key of keys.slice(0, analytics ? BATCH : undefined)) {
        const impression = outbox.get(key)
        if (impression) handOver(impression, key)
      }
    },
    count: () => outbox.keys(endings()).length,
  }
}
