import { parseJson, readLocal } from './identity.js'
import { ownName } from './own-name.js'
import type { PendingImpression } from './pending-impression.js'
import { quietly } from './quietly.js'

/** localStorage keys of impressions that wait: this and the message id. */
export const pendingKeyPrefix = `${ownName}:`

/** As many as the Experiment client's own queue holds; the oldest give way. */
const LIMIT = 512

/** Impressions that wait for analytics.js or for consent. */
export interface LateDelivery {
  /** How many wait, those of other tabs and earlier visits included. */
  readonly count: () => number
  readonly keep: (impression: PendingImpression) => void
  /** Takes out everything that waits, oldest first. */
  readonly take: () => PendingImpression[]
}

/** Message ids begin with the moment, so their order is the order in time. */
const storedKeys = (): string[] =>
  quietly(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(pendingKeyPrefix))
      .sort(),
  ) ?? []

/**
 * Keeps waiting impressions in localStorage, each under a key of its own: tabs that add and take at the same time cannot
 * overwrite one another, as they can in the Experiment client's one array. Whoever takes an impression removes it first, so
 * two tabs send it twice only if they do so within the same moment, and then under one message id. Where there is no
 * localStorage, impressions wait in memory.
 */
export const createLateDelivery = (): LateDelivery => {
  let inMemory: PendingImpression[] = []
  return {
    count: () => inMemory.length + storedKeys().length,
    keep(impression) {
      try {
        localStorage.setItem(pendingKeyPrefix + impression[2].messageId, JSON.stringify(impression))
        for (const key of storedKeys().slice(0, -LIMIT)) localStorage.removeItem(key)
      } catch {
        inMemory.push(impression)
      }
    },
    take() {
      const taken = inMemory
      inMemory = []
      for (const key of storedKeys()) {
        const impression = parseJson(readLocal(key)) as PendingImpression | Partial<PendingImpression> | null
        localStorage.removeItem(key)
        // What somebody else has written there is no impression.
        if (impression?.[2]?.timestamp) taken.push(impression as PendingImpression)
      }
      return taken
    },
  }
}
