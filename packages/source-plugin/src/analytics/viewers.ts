import { findAnalytics, type LiveAnalytics } from './analytics.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import type { PendingImpression } from '../impression/pending-impression.js'
import { quietly } from '../quietly.js'
import { storedIdentity, usualUserIdKey, type Identity } from './stored-identity.js'

/** Who looks at the page, and who saw an impression. */
export interface Viewers {
  /** Who is looking: as analytics.js says where it is live, else as it stored. */
  readonly current: () => Identity
  /** The anonymous id that this page met first: each reading costs analytics.js several of cookie and storage. */
  readonly visitor: () => string | null | undefined
  /** Writes into an impression that has to wait who sees it now. */
  readonly record: (impression: PendingImpression) => void
  /** Decides who saw an impression that has waited, now that analytics.js is live. */
  readonly settle: (impression: PendingImpression, analytics: LiveAnalytics) => void
  /** Takes the word of analytics.js, which becomes live in this moment. */
  readonly meet: () => void
}

/**
 * Keeps track of who is looking.
 *
 * What storage holds before analytics.js is live is only a guess at what that will say: load options can have it look elsewhere.
 * For impressions of this page, what it says as it becomes live takes the place of the guess; the site's own calls come later.
 * For those of an earlier page the guess holds if analytics.js, as it is loaded now, keeps identities where it does by itself.
 * Else it goes out without a user id.
 */
export const createViewers = (
  options: ExperimentImpressionsOptions,
  findLive: () => LiveAnalytics | undefined,
): Viewers => {
  const page = Math.random()
  let first: Identity | undefined
  let visitor: string | null | undefined

  const userIdKey = (): string | undefined =>
    options.userIdKey ?? usualUserIdKey(findAnalytics(options)?._loadOptions)

  const current = (): Identity =>
    quietly(() => {
      const user = findLive()?.user()
      if (user) return { userId: user.id(), anonymousId: user.anonymousId(), traits: () => user.traits() }
      const key = userIdKey()
      return key ? storedIdentity(key) : undefined
    }) ?? {}

  return {
    current,
    visitor: () => (visitor ??= current().anonymousId),
    record(impression) {
      impression.viewer = current()
      if (!findLive()) impression.guessedBy = page
    },
    settle(impression, analytics) {
      const { guessedBy, viewer } = impression
      const isSure = viewer?.anonymousId && usualUserIdKey(analytics.options) === userIdKey()
      if (guessedBy)
        impression.viewer =
          guessedBy === page && first ? first : isSure ? viewer : { anonymousId: current().anonymousId }
      impression.guessedBy = 0
    },
    meet() {
      first = current()
    },
  }
}
