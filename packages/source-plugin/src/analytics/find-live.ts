import type { ExperimentImpressionsOptions } from '../options.js'
import { quietly } from '../quietly.js'
import {
  findAnalytics,
  liveAnalytics,
  onLive,
  type AnalyticsCandidate,
  type LiveAnalytics,
} from './analytics.js'

/**
 * Creates the function that finds a live analytics.js. It finds what the site offers at that moment, and never one that the site
 * has taken away.
 *
 * It calls `connect` with each one that it finds, and `wake` at the moment one becomes live.
 */
export const createFindLive = (
  options: ExperimentImpressionsOptions,
  connect: (analytics: LiveAnalytics) => void,
  wake: () => void,
): (() => LiveAnalytics | undefined) => {
  /** The candidate that was listened to last. */
  let heard: AnalyticsCandidate | undefined
  /** The analytics.js that this candidate announced, until it takes the candidate's place. */
  let announced: AnalyticsCandidate | undefined

  return () =>
    quietly(() => {
      const candidate = findAnalytics(options)
      const inPlace = liveAnalytics(candidate)
      if (inPlace) announced = undefined
      const live = inPlace ?? liveAnalytics(candidate === heard ? announced : undefined)
      if (live) connect(live)
      else if (candidate && heard !== candidate) {
        heard = candidate
        announced = undefined
        onLive(candidate, (analytics) => {
          announced = analytics
          wake()
        })
      }
      return live
    })
}
