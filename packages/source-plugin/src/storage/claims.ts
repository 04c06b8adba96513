import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import type { Outbox } from './outbox.js'
import { parseJson, readLocal } from './read-storage.js'

/** How long a claim is valid, ms: one second less than other pages respect it. */
const VALID = 9000
/** How long a page waits for rival claims, ms: longer than localStorage takes to reach another tab. */
const CONTEST = 250

/** An impression on the device. `claimedBy` is the random number of the page that claimed it. */
interface ClaimedImpression extends PendingImpression {
  readonly claimedBy?: number
}

interface Claim {
  readonly impression: PendingImpression
  readonly madeAt: number
  /** How long to wait for rival claims, ms. */
  readonly contest: number
  /** `false` without localStorage, when no other page can know of the impression. */
  readonly isStored: boolean
}

/** An impression and its key in the outbox. */
interface Claimed {
  readonly key: string
  readonly impression: PendingImpression
}

/** Decides which of several open pages hands an impression over. */
export interface Claims {
  /** Stores an impression of this page. For nine seconds the page may hand it over at any moment. */
  readonly keep: (key: string, impression: PendingImpression) => void
  /** Returns whether an impression with this key is on the device, or was handed over in the last ten seconds. */
  readonly isKnown: (key: string) => boolean
  /** Returns the wanted impressions that this page may hand over now, oldest first, and claims the other wanted ones. */
  readonly take: (isWanted: (impression: PendingImpression) => boolean) => readonly Claimed[]
  /** Ends a claim. Call it right before you hand the impression over. */
  readonly close: (key: string, impression: PendingImpression) => void
}

/**
 * Lets only one page hand over each impression that waits on the device, for SDKs that can't recognize duplicates.
 *
 * Once all pages have seen the claims, the last one wins. An impression that was handed over leaves a trace for ten seconds,
 * because two tabs may both read the same event from the Experiment client's shared queue.
 */
export const createClaims = (outbox: Outbox, page: number, ending: string): Claims => {
  const claims = new Map<string, Claim>()

  const claim = (key: string, impression: PendingImpression, contest: number): void => {
    const madeAt = Date.now()
    const claimed: ClaimedImpression = { ...impression, handedAt: madeAt, claimedBy: page }
    outbox.set(key, claimed)
    claims.set(key, { impression, madeAt, contest, isStored: isKnown(key) })
  }

  const isKnown = (key: string): boolean => Boolean(readLocal(key))

  const isValid = (key: string, { madeAt, isStored }: Claim): boolean =>
    // Someone may have set the clock back.
    Math.abs(Date.now() - madeAt) < VALID &&
    (!isStored || quietly(() => (parseJson(readLocal(key)) as ClaimedImpression).claimedBy) === page)

  addEventListener('pagehide', () => {
    claims.forEach((own, key) => {
      // The next page doesn't have to wait for the claim to run out.
      if (isValid(key, own)) {
        const free: ClaimedImpression = { ...own.impression, handedAt: 0, claimedBy: 0 }
        outbox.set(key, free)
      }
    })
  })

  return {
    isKnown,
    keep(key, impression) {
      claim(key, impression, 0)
    },
    take(isWanted) {
      return outbox.keys([ending]).flatMap((key) => {
        // Also deletes the impression if it is too old.
        const free = outbox.get(key)
        const own = claims.get(key)
        if (own && isValid(key, own))
          return Math.abs(Date.now() - own.madeAt) >= own.contest && isWanted(own.impression)
            ? [{ key, impression: own.impression }]
            : []
        if (free && typeof free.event !== 'string') outbox.delete(key)
        else if (free && isWanted(free)) claim(key, free, CONTEST)
        return []
      })
    },
    close(key, { options: { timestamp } }) {
      claims.delete(key)
      outbox.set(key, { options: { timestamp }, handedAt: Date.now() } as PendingImpression)
    },
  }
}
