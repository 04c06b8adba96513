import { findAnalytics, writeKeyOf, type LiveAnalytics } from '../analytics/analytics.js'
import { askConsent } from './consent.js'
import { forwardEvent } from '../experiment/web-experiment.js'
import { createEventPlugin, eventPluginName } from '../analytics/event-plugin.js'
import type { Fate } from './fate.js'
import { createLook } from '../analytics/find-live.js'
import { createHandOver, type HandOver } from '../analytics/track.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { createOutbox, outboxPrefix } from '../storage/outbox.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly, settleQuietly } from '../quietly.js'
import { createViewers, type Viewers } from '../analytics/viewers.js'

const DAY = 864e5

/** As many may be under way while others wait: analytics.js loses some of many as a page is left. */
const PORTION = 16

/** How many integrations this page has had. */
let integrations = 0

/** The way from a completed impression to a CDP's SDK: analytics.js, unless `Live` is another. */
export interface Delivery<Live = LiveAnalytics> {
  /** The live SDK; `undefined` while there is none. */
  readonly findLive: () => Live | undefined
  readonly viewers: Pick<Viewers, 'current' | 'visitor'>
  /** `true`: may be sent. `false`: must be erased. `undefined`: not decided yet. */
  readonly hasConsent: () => boolean | undefined
  /** Sends an impression, keeps it on the device or erases it, whichever is right now. `keptAs`: its key on the device. */
  readonly deliver: (impression: PendingImpression, keptAs?: string) => void
  /** Delivers what waits, if anything can be done about it. */
  readonly deliverWaiting: () => void
  /** How many impressions wait, as far as this page knows. */
  readonly count: () => number
}

/** Creates the way to an SDK; `wake` is called when there is something to do, `note` with each impression's fate. */
export type CreateDelivery<Options, Live = LiveAnalytics> = (
  options: Options,
  wake: () => void,
  note: (fate: Fate, impression: PendingImpression) => void,
) => Delivery<Live>

/** Creates the way to analytics.js. */
export const createDelivery: CreateDelivery<ExperimentImpressionsOptions> = (options, wake, note) => {
  const { forwardEvents: isForwarding = true, maxAgeDays = 7 } = options
  const outbox = createOutbox(maxAgeDays * DAY, note)
  const ways = new WeakMap<LiveAnalytics, HandOver>()
  let writeKey = quietly(() => writeKeyOf(findAnalytics(options)))
  /** What waits belongs to a source: the write key, or, until that is known, the place of this integration on its page. */
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- a number
  const place = writeKey ? '-' : `${integrations++}`

  const connect = (analytics: LiveAnalytics): void => {
    if (ways.has(analytics)) return
    ways.set(analytics, createHandOver(analytics, outbox, wake))
    // Another copy of this code may have done so.
    if (isForwarding && !analytics.queue.plugins.some(({ name }) => name === eventPluginName))
      settleQuietly(analytics.register(createEventPlugin(forwardEvent)))
  }

  const findLive = createLook(options, connect, () => {
    viewers.meet()
    wake()
  })
  const viewers = createViewers(options, findLive)

  /** The ends of keys in the outbox; what is kept goes under the first. */
  const sources = (): readonly [string, string] => {
    writeKey = writeKeyOf(findAnalytics(options)) ?? writeKey
    return [`:${writeKey ?? place}`, `:${place}`]
  }

  const count = (): number => outbox.keysOf(sources()).length

  // Loaded with `disable`, analytics.js is a `NullAnalytics`: it says that it is live, takes what waits and sends nothing.
  const hasConsent = (): boolean | undefined => {
    if (findAnalytics(options) === null) return false
    return askConsent(options.consent)
  }

  /** Where an impression goes now: to analytics.js, or nowhere (`false`), or that is not decided yet. */
  const outlet = (): LiveAnalytics | false | undefined => {
    const allowed = hasConsent()
    return allowed && findLive()
  }

  const deliver: Delivery['deliver'] = (impression, keptAs) => {
    const analytics = outlet()
    const key = keptAs ?? outboxPrefix + impression.options.messageId + sources()[0]
    let fate: Fate = analytics === false ? 'refused' : 'waiting'
    if (analytics)
      quietly(() => {
        viewers.settle(impression, analytics)
        ways.get(analytics)?.(impression, key, keptAs)
        fate = 'sent'
      })
    if (fate === 'waiting' && !keptAs) {
      viewers.record(impression)
      outbox.keep(key, impression)
    }
    if (fate === 'refused') outbox.erase(key)
    note(fate, impression)
  }

  return {
    findLive,
    viewers,
    hasConsent,
    deliver,
    deliverWaiting() {
      outbox.list()
      const analytics = outlet()
      if (analytics === undefined) return
      const own = sources()
      // Where a visitor refuses before the source is known, all goes.
      const keys = outbox.keysOf(analytics || writeKey ? own : [''])
      // Those under way come first, and are passed over.
      for (const key of keys.slice(0, analytics ? PORTION : undefined)) {
        const impression = outbox.peek(key)
        if (impression) deliver(impression, key)
      }
    },
    count,
  }
}
