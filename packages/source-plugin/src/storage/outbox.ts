import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import { ownName } from '../this-package.js'
import { parseJson, readLocal } from './read-storage.js'

const DAY = 864e5

/** How many impressions the outbox holds, the same number as the Experiment client's own queue. Newer ones push out the oldest. */
const CAPACITY = 512

/** How long other pages leave an impression to the page that handed it over, ms. A killed page never releases its own. */
const LEASE = 10_000

/** The start of every impression's localStorage key. The message id and the source follow. */
export const outboxPrefix = `${ownName}:`

/** The impressions that wait on the device, by their localStorage keys. */
export interface Outbox {
  /** Stores an impression. */
  readonly set: (key: string, impression: PendingImpression) => void
  readonly has: (key: string) => boolean
  /** Returns an impression, unless it has gone, is too old, or was handed over within the last 10 seconds. */
  readonly get: (key: string) => PendingImpression | undefined
  readonly delete: (key: string) => void
  /**
   * Returns the known keys with one of these endings, oldest first. The first call finds the impressions of other pages and
   * visits, and deletes those that are too old, for any source.
   */
  readonly keys: (endings: readonly string[]) => string[]
}

/**
 * Creates an outbox in localStorage, or in memory if there is no localStorage.
 *
 * Each impression has its own key, so tabs that add and remove impressions at the same time can't overwrite each other's. In the
 * Experiment client's single array, they can. The outbox lists localStorage once per page and remembers the keys, since
 * localStorage may be large.
 */
export const createOutbox = (
  maxAgeDays = 7,
  note: (fate: 'expired', impression: PendingImpression) => void,
): Outbox => {
  /** Holds the impression itself only if localStorage doesn't. */
  const known = new Map<string, PendingImpression | undefined>()

  let isListed: true | undefined

  // Message ids begin with the time, so keys sort by age.
  const oldestFirst = (): string[] => [...known.keys()].sort()

  const outbox: Outbox = {
    has: (key) => known.has(key),
    set(key, impression) {
      known.set(key, impression)
      quietly(() => {
        localStorage.setItem(key, JSON.stringify(impression))
        known.set(key, undefined)
      })
      oldestFirst().slice(0, -CAPACITY).forEach(outbox.delete)
    },
    get(key) {
      const found = (known.get(key) ?? parseJson(readLocal(key))) as PendingImpression
      // Another page may have deleted the impression. Other code may have written something else there, which can even throw
      // when read as a date.
      const age = quietly(() => Date.now() - Date.parse(found.options.timestamp)) as number
      if (age < maxAgeDays * DAY)
        return quietly(() => Math.abs(Date.now() - (found.handedAt as number)) < LEASE) ? undefined : found
      outbox.delete(key)
      if (age) note('expired', found)
      return undefined
    },
    delete(key) {
      if (known.delete(key))
        quietly(() => {
          localStorage.removeItem(key)
        })
    },
    keys(endings) {
      if (!isListed) {
        isListed = true
        quietly(() => {
          for (const key in localStorage)
            if (key.startsWith(outboxPrefix)) {
              known.set(key, undefined)
              outbox.get(key)
            }
        })
      }
      return oldestFirst().filter((key) => endings.some((ending) => key.endsWith(ending)))
    },
  }
  return outbox
}
