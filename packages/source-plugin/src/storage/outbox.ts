import { ownName } from '../this-package.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import { parseJson, readLocal } from './read-storage.js'

/** As many as the Experiment client's own queue holds; the oldest give way. */
const LIMIT = 512

/** How long what a page has handed over is left to it, ms: one that was killed never says that it has let go. */
const LEASE = 10_000

/** The localStorage keys of all impressions begin with this; a message id and the source follow. */
export const outboxPrefix = `${ownName}:`

/** Impressions that are kept on the device. */
export interface Outbox {
  readonly keep: (key: string, impression: PendingImpression) => void
  /** The keys that end with one of these, oldest first, as far as this page knows. */
  readonly keysOf: (endings: readonly string[]) => string[]
  /** An impression, if it is still there and no other page has it in its hands. */
  readonly peek: (key: string) => PendingImpression | undefined
  readonly erase: (key: string) => void
  /** Looks once for what other pages and visits have left, and lets go what is too old, whichever source that is for. */
  readonly list: () => void
}

/**
 * Keeps impressions in localStorage, each under a key of its own: tabs that add and remove at the same time cannot overwrite
 * one another, as they can in the Experiment client's one array. Where there is no localStorage, it keeps them in memory.
 *
 * It remembers what is there: localStorage may be large, and is listed once a page.
 */
export const createOutbox = (
  maxAge: number,
  note: (fate: 'expired', impression: PendingImpression) => void,
): Outbox => {
  /** Without the impression where that is on the device. */
  const known = new Map<string, PendingImpression | undefined>()

  let isListed: true | undefined

  // A message id begins with the moment.
  const keysOf = (endings: readonly string[]): string[] =>
    [...known.keys()].filter((key) => endings.some((ending) => key.endsWith(ending))).sort()

  const erase = (key: string): void => {
    if (known.delete(key))
      quietly(() => {
        localStorage.removeItem(key)
      })
  }

  const peek = (key: string): PendingImpression | undefined => {
    const found = (known.get(key) ?? parseJson(readLocal(key))) as PendingImpression
    // Nothing where another page has sent it, or somebody else has written there what is no impression: such a thing may even
    // throw where it is read as a moment.
    const age = quietly(() => Date.now() - Date.parse(found.options.timestamp)) as number
    if (age < maxAge)
      return quietly(() => Math.abs(Date.now() - (found.handedAt as number)) < LEASE) ? undefined : found
    erase(key)
    if (age) note('expired', found)
    return undefined
  }

  return {
    keysOf,
    peek,
    erase,
    keep(key, impression) {
      known.set(key, impression)
      quietly(() => {
        localStorage.setItem(key, JSON.stringify(impression))
        known.set(key, undefined)
      })
      keysOf(['']).slice(0, -LIMIT).forEach(erase)
    },
    list() {
      if (isListed) return
      isListed = true
      quietly(() => {
        for (const key in localStorage)
          if (key.startsWith(outboxPrefix)) {
            known.set(key, undefined)
            peek(key)
          }
      })
    },
  }
}
