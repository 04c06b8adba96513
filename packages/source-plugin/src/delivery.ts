import { createEventPlugin, eventPluginName } from './analytics-plugin.js'
import {
  findAnalytics,
  liveAnalytics,
  onLive,
  type AnalyticsCandidate,
  type LiveAnalytics,
} from './analytics.js'
import { forwardEvent } from './event-forwarding.js'
import type { Fate } from './fate.js'
import { liveIdentity, readCookie, readLocal, storedIdentity, type Identity } from './identity.js'
import { createLateDelivery } from './late-delivery.js'
import type { ExperimentImpressionsOptions } from './options.js'
import type { PendingImpression } from './pending-impression.js'
import { pinIdentity } from './pin-identity.js'
import { quietly, settleQuietly } from './quietly.js'

const DAY = 864e5

/** The way from a completed impression to analytics.js. */
export interface Delivery {
  /** The live analytics.js, with our plugin in it; `undefined` while there is none. */
  readonly findLive: () => LiveAnalytics | undefined
  /** Who is looking: as analytics.js says where it is live, else as it stored. */
  readonly viewer: () => Identity
  /** `true`: may be sent. `false`: must be erased. `undefined`: not decided yet. */
  readonly hasConsent: () => boolean | undefined
  /** Sends an impression, keeps it on the device or erases it, whichever is right now. */
  readonly deliver: (impression: PendingImpression) => void
  /** Delivers what waits, if anything can be done about it. */
  readonly deliverWaiting: () => void
  /** How many impressions wait. */
  readonly count: () => number
}

/** Creates the way to analytics.js; `wake` is called when that may have become live, `note` with each impression's fate. */
export const createDelivery = (
  {
    consent: given = true,
    forwardEvents: isForwarding = true,
    maxAgeDays = 7,
    ...options
  }: ExperimentImpressionsOptions,
  wake: () => void,
  note: (fate: Fate, impression: PendingImpression) => void,
): Delivery => {
  const waiting = createLateDelivery()
  /** What analytics.js has been given and may not have sent or stored yet. */
  const handed = new Set<PendingImpression>()
  let known: unknown
  /** Live analytics.js from before it stands on window. */
  let early: AnalyticsCandidate | undefined
  let isSorted = false

  /** Keeps on the device what the page is left with, but for what analytics.js has stored there itself. */
  const keepHanded = (): void => {
    quietly(() => {
      const stored = JSON.stringify(localStorage)
      handed.forEach((impression) => {
        if (!stored.includes(`:\\"${impression[2].messageId}`)) waiting.keep(impression)
      })
    })
  }

  /** Registers our plugin, unless another copy of this code has done so. */
  const connect = (analytics: LiveAnalytics): void => {
    // Behind the listeners of analytics.js, which has stored by then what it can.
    addEventListener('pagehide', keepHanded)
    if (!analytics.queue?.plugins?.some(({ name }) => name === eventPluginName))
      settleQuietly(
        analytics.register?.(
          createEventPlugin((event) => {
            pinIdentity(event)
            if (isForwarding) forwardEvent(event)
          }),
        ),
      )
  }

  const findLive = (): LiveAnalytics | undefined =>
    quietly(() => {
      const candidate = findAnalytics(options)
      const analytics = liveAnalytics(candidate) ?? liveAnalytics(early)
      const found = analytics ?? candidate
      if (found && found !== known) {
        known = found
        if (analytics) connect(analytics)
        else
          onLive(found, (analytics) => {
            early = analytics
            wake()
          })
      }
      return analytics
    })

  // Loaded with `disable`, analytics.js is a `NullAnalytics`: it says that it is live, takes what waits and sends nothing.
  const hasConsent = (): boolean | undefined => {
    if (findAnalytics(options) === null) return false
    return typeof given === 'function' ? quietly(given) : given
  }

  /** Where an impression goes now: to analytics.js, or nowhere (`false`), or that is not decided yet. */
  const outlet = (): LiveAnalytics | false | undefined => {
    const allowed = hasConsent()
    return allowed === true ? findLive() : allowed
  }

  const deliver = (impression: PendingImpression): void => {
    const analytics = outlet()
    let fate: Fate = analytics === false ? 'refused' : 'waiting'
    if (Date.parse(impression[2].timestamp) < Date.now() - maxAgeDays * DAY) fate = 'expired'
    else if (analytics)
      quietly(() => {
        settleQuietly(analytics.track(...impression), () => handed.delete(impression))
        handed.add(impression)
        fate = 'sent'
      })
    if (fate === 'waiting') waiting.keep(impression)
    note(fate, impression)
  }

  return {
    findLive,
    hasConsent,
    deliver,
    deliverWaiting() {
      // The first time is for what has waited too long.
      if (isSorted && outlet() === undefined) return
      isSorted = true
      waiting.take().forEach(deliver)
    },
    count: waiting.count,
    viewer: () =>
      quietly(() => {
        const analytics = findLive()
        if (analytics) return liveIdentity(analytics)
        const configured = options.userIdKey ?? findAnalytics(options)?._loadOptions?.user?.cookie?.key
        return storedIdentity(readLocal, readCookie, configured ?? 'ajs_user_id')
      }) ?? {},
  }
}
