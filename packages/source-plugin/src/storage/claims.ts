import type { Outbox } from './outbox.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import { parseJson, readLocal } from './read-storage.js'

/** How long a claim counts, ms: a second less than other pages leave it alone. */
const VALID = 9000
/** How long a page waits whether another has claimed the same, ms: longer than localStorage takes from one tab to the next. */
const CONTEST = 250

/** An impression on the device, with the page that has claimed it: a number of its own. */
interface ClaimedImpression extends PendingImpression {
  readonly claimedBy?: number
}

interface Claim {
  readonly impression: PendingImpression
  readonly madeAt: number
  /** How old it must be before it is acted on, ms. */
  readonly contest: number
  /** `false` where there is no localStorage: no other page can know of it then. */
  readonly isStored: boolean
}

/** Which of several open pages hands an impression over. */
export interface Claims {
  /** Keeps an impression of this page on the device; the page may hand it over at any moment, for a while. */
  readonly keep: (key: string, impression: PendingImpression) => void
  /** Whether an impression of this key is on the device, or was handed over in the last ten seconds. */
  readonly isKnown: (key: string) => boolean
  /** Those that this page may hand over now, oldest first. Claims the others that are wanted. */
  readonly take: (
    isWanted: (impression: PendingImpression) => boolean,
  ) => readonly (readonly [key: string, impression: PendingImpression])[]
  /** To be called right before an impression is handed over. */
  readonly close: (key: string, impression: PendingImpression) => void
}

/**
 * Lets one page hand over what waits on the device, where the SDK cannot be told that two events are the same.
 *
 * The last claim counts, once all pages have seen it. What was handed over leaves a trace for a while, since two tabs take the
 * same event from the Experiment client's one queue.
 */
export const createClaims = (outbox: Outbox, page: number, ending: string): Claims => {
  const claims = new Map<string, Claim>()

  const claim = (key: string, impression: PendingImpression, contest: number): void => {
    const madeAt = Date.now()
    const claimed: ClaimedImpression = { ...impression, handedAt: madeAt, claimedBy: page }
    outbox.keep(key, claimed)
    claims.set(key, { impression, madeAt, contest, isStored: isKnown(key) })
  }

  const isKnown = (key: string): boolean => Boolean(readLocal(key))

  const isValid = (key: string, { madeAt, isStored }: Claim): boolean =>
    // The clock may have been set.
    Math.abs(Date.now() - madeAt) < VALID &&
    (!isStored || quietly(() => (parseJson(readLocal(key)) as ClaimedImpression).claimedBy) === page)

  addEventListener('pagehide', () => {
    claims.forEach((own, key) => {
      // The next page need not wait until the claim has run out.
      if (isValid(key, own)) {
        const free: ClaimedImpression = { ...own.impression, handedAt: 0, claimedBy: 0 }
        outbox.keep(key, free)
      }
    })
  })

  return {
    isKnown,
    keep(key, impression) {
      claim(key, impression, 0)
    },
    take(isWanted) {
      outbox.list()
      return outbox.keysOf([ending]).flatMap((key) => {
        // Lets go what is too old.
        const free = outbox.peek(key)
        const own = claims.get(key)
        if (own && isValid(key, own))
          return Math.abs(Date.now() - own.madeAt) >= own.contest && isWanted(own.impression)
            ? [[key, own.impression] as const]
            : []
        if (free && typeof free.event !== 'string') outbox.erase(key)
        else if (free && isWanted(free)) claim(key, free, CONTEST)
        return []
      })
    },
    close(key, { options: { timestamp } }) {
      claims.delete(key)
      outbox.keep(key, { options: { timestamp }, handedAt: Date.now() } as PendingImpression)
    },
  }
}
