import type { PendingImpression } from '../impression/pending-impression.js'
import type { IntegrationOptions } from '../options.js'
import { quietly } from '../quietly.js'
import { createClaims } from '../storage/claims.js'
import { createOutbox, outboxPrefix } from '../storage/outbox.js'
import { askConsent, type CreateHandover } from './handover.js'
import type { ConnectSdk, LiveSdk, Viewer } from './sdk.js'

/** How many impressions one flush sends. RudderStack's SDK forgets some if it gets more than a hundred at once. */
const BATCH = 16

/**
 * Returns the `CreateHandover` for an SDK that sends each event as its current person and chooses the event's id.
 *
 * Only one page sends each impression, only once, and only while the person who saw it is there. `source` names the SDK in the
 * outbox.
 */
export const createSdkHandover =
  <Options extends IntegrationOptions>(
    source: string,
    connect: ConnectSdk<Options>,
  ): CreateHandover<Options, LiveSdk> =>
  (options, wake, note) => {
    const page = Math.random()
    const ending = `:${source}`
    const outbox = createOutbox(options.maxAgeDays, note)
    const claims = createClaims(outbox, page, ending)
    const sdk = connect(options, wake)
    /** The person that the SDK named first. */
    let first: Viewer | undefined
    let foundId: string | null | undefined

    const findLive = (): LiveSdk | undefined =>
      quietly(() => {
        const live = sdk.findLive()
        if (live) first ??= live.current()
        return live
      })

    const viewer = (): Viewer => quietly(() => findLive()?.current() ?? sdk.stored()) ?? {}

    const hasConsent = (): boolean | undefined => (sdk.isRefused() ? false : askConsent(options.consent))

    /** Returns whether the SDK would send an impression as the person who saw it. */
    const isViewerHere = (impression: PendingImpression): boolean => {
      const seenBy = (impression.viewer ?? {}) as Viewer
      if (impression.guessedBy === page && first) {
        impression.viewer = sdk.viewerOf(seenBy, first)
        impression.guessedBy = 0
        return isViewerHere(impression)
      }
      const { account, anonymousId } = viewer()
      if (seenBy.account) return seenBy.account === account
      return !seenBy.anonymousId || seenBy.anonymousId === anonymousId
    }

    const send = (live: LiveSdk, key: string, impression: PendingImpression): void => {
      // Closes the claim first and for good: an SDK that throws may have accepted the impression.
      claims.close(key, impression)
      quietly(() => {
        live.send(impression)
      })
      note('sent', impression)
    }

    return {
      findLive,
      viewer,
      anonymousId() {
        if (!foundId) {
          const { anonymousId, isDeviceAlone } = viewer()
          if (!isDeviceAlone) foundId = anonymousId
        }
        return foundId
      },
      handOver(impression) {
        const key = outboxPrefix + impression.options.messageId + ending
        // Another tab has read the same event from the client's queue.
        if (claims.isKnown(key)) return
        const allowed = hasConsent()
        const live = findLive()
        impression.viewer = viewer()
        if (!live) impression.guessedBy = page
        if (allowed && live) send(live, key, impression)
        else if (allowed === false) note('refused', impression)
        else {
          claims.keep(key, impression)
          note('waiting', impression)
        }
      },
      flush() {
        const allowed = hasConsent()
        const live = findLive()
        const keys = outbox.keys([ending])
        if (allowed === false) keys.forEach(outbox.delete)
        else if (allowed && live)
          for (const { key, impression } of claims.take(isViewerHere).slice(0, BATCH))
            send(live, key, impression)
      },
      count: () => outbox.keys([ending]).length,
    }
  }
