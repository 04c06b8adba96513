import type { Identity, PendingImpression } from '../impression/pending-impression.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { quietly } from '../quietly.js'
import { findAnalytics, type LiveAnalytics } from './analytics.js'
import { createFindLive } from './find-live.js'
import { storedIdentity, usualUserIdKey } from './stored-identity.js'

/** Knows who is looking at the page, and who saw an impression. */
export interface Viewers {
  /** Returns the live analytics.js, or `undefined` while there is none. */
  readonly findLive: () => LiveAnalytics | undefined
  /** Returns who is looking: the person that a live analytics.js has, otherwise the one that it stored. */
  readonly viewer: () => Identity
  /** Returns the first anonymous id that this page found. Each read costs analytics.js several of cookie and storage. */
  readonly anonymousId: () => string | null | undefined
  /** Writes the current viewer into an impression that has to wait. */
  readonly record: (impression: PendingImpression) => void
  /** Decides who saw an impression, now that analytics.js is live. */
  readonly settle: (impression: PendingImpression, analytics: LiveAnalytics) => void
}

/**
 * Keeps track of who is looking at the page. Calls `connect` with each live analytics.js that it finds, and `wake` at the moment
 * one becomes live.
 *
 * Until analytics.js is live, storage only allows a guess at the person it will name: load options can make it look elsewhere.
 * - For impressions of this page, the person it names as it becomes live replaces the guess. The site's own calls come later.
 * - For impressions of an earlier page, the guess counts if analytics.js, as it is loaded now, keeps identities in their usual
 *   place. Otherwise the impression goes out without a user id.
 */
export const createViewers = (
  options: ExperimentImpressionsOptions,
  connect: (analytics: LiveAnalytics) => void,
  wake: () => void,
): Viewers => {
  /** Tells the guesses of this page from those of others. */
  const page = Math.random()
  /** The person that analytics.js had as it became live. */
  let first: Identity | undefined
  let anonymousId: string | null | undefined

  const userIdKey = (): string | undefined =>
    options.userIdKey ?? usualUserIdKey(findAnalytics(options)?._loadOptions)

  const findLive = createFindLive(options, connect, () => {
    first = viewer()
    wake()
  })

  const viewer = (): Identity =>
    quietly(() => {
      const user = findLive()?.user()
      if (user) return { userId: user.id(), anonymousId: user.anonymousId(), traits: () => user.traits() }
      const key = userIdKey()
      return key ? storedIdentity(key) : undefined
    }) ?? {}

  return {
    findLive,
    viewer,
    anonymousId: () => (anonymousId ??= viewer().anonymousId),
    record(impression) {
      impression.viewer = viewer()
      if (!findLive()) impression.guessedBy = page
    },
    settle(impression, analytics) {
      const { guessedBy, viewer: guess } = impression
      const isSure = guess?.anonymousId && usualUserIdKey(analytics.options) === userIdKey()
      if (guessedBy)
        impression.viewer =
          guessedBy === page && first ? first : isSure ? guess : { anonymousId: viewer().anonymousId }
      impression.guessedBy = 0
    },
  }
}
