import { createClaims } from '../storage/claims.js'
import { askConsent } from './consent.js'
import type { CreateDelivery } from './analytics-handover.js'
import type { IntegrationOptions } from '../options.js'
import { createOutbox, outboxPrefix } from '../storage/outbox.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import type { ConnectSdk, LiveSdk, Viewer } from './sdk.js'

const DAY = 864e5

/** As many are handed over at once, a second before the next: RudderStack's SDK forgets some of more than a hundred. */
const PORTION = 16

/**
 * Makes the way to an SDK that sends whatever it takes as the person it has at that moment, and gives each event an id of its
 * own: an impression is handed over once, by one page, while the person who saw it is there. `source` is where it is going.
 */
export const createSdkDelivery =
  <Options extends IntegrationOptions>(
    source: string,
    connect: ConnectSdk<Options>,
  ): CreateDelivery<Options, LiveSdk> =>
  (options, wake, note) => {
    const page = Math.random()
    const ending = `:${source}`
    const outbox = createOutbox((options.maxAgeDays ?? 7) * DAY, note)
    const claims = createClaims(outbox, page, ending)
    const sdk = connect(options, wake)
    let first: Viewer | undefined
    let visitor: string | null | undefined

    const findLive = (): LiveSdk | undefined =>
      quietly(() => {
        const live = sdk.findLive()
        if (live) first ??= live.current()
        return live
      })

    const current = (): Viewer => quietly(() => findLive()?.current() ?? sdk.stored()) ?? {}

    const findVisitor = (): string | null | undefined => {
      if (!visitor) {
        const { anonymousId, isDeviceAlone } = current()
        if (!isDeviceAlone) visitor = anonymousId
      }
      return visitor
    }

    const hasConsent = (): boolean | undefined => (sdk.isRefused() ? false : askConsent(options.consent))

    /** Whether the person who saw an impression is the one whom the SDK would send it as. */
    const isViewerHere = (impression: PendingImpression): boolean => {
      const viewer = (impression.viewer ?? {}) as Viewer
      if (impression.guessedBy === page && first) {
        impression.viewer = sdk.viewerOf(viewer, first)
        impression.guessedBy = 0
        return isViewerHere(impression)
      }
      const { account, anonymousId } = current()
      if (viewer.account) return viewer.account === account
      return !viewer.anonymousId || viewer.anonymousId === anonymousId
    }

    const hand = (live: LiveSdk, key: string, impression: PendingImpression): void => {
      // First, and for good: an SDK that throws may have taken it.
      claims.close(key, impression)
      quietly(() => {
        live.send(impression)
      })
      note('sent', impression)
    }

    return {
      findLive,
      viewers: { current, visitor: findVisitor },
      hasConsent,
      deliver(impression) {
        const key = outboxPrefix + impression.options.messageId + ending
        // Another tab has taken the same event from the client's queue.
        if (claims.isKnown(key)) return
        const allowed = hasConsent()
        const live = findLive()
        impression.viewer = current()
        if (!live) impression.guessedBy = page
        if (allowed && live) hand(live, key, impression)
        else if (allowed === false) note('refused', impression)
        else {
          claims.keep(key, impression)
          note('waiting', impression)
        }
      },
      deliverWaiting() {
        const allowed = hasConsent()
        const live = findLive()
        outbox.list()
        if (allowed === false) outbox.keysOf([ending]).forEach(outbox.erase)
        else if (allowed && live)
          for (const [key, impression] of claims.take(isViewerHere).slice(0, PORTION))
            hand(live, key, impression)
      },
      count: () => outbox.keysOf([ending]).length,
    }
  }
