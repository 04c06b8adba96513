import {
  findAnalytics,
  liveAnalytics,
  onLive,
  type AnalyticsCandidate,
  type LiveAnalytics,
} from './analytics.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { quietly } from '../quietly.js'

/**
 * Creates the look for a live analytics.js: what the site offers at this moment, and never one that it has taken away.
 *
 * `connect` gets each one that is found. `wake` is called at the moment in which one becomes live.
 */
export const createLook = (
  options: ExperimentImpressionsOptions,
  connect: (analytics: LiveAnalytics) => void,
  wake: () => void,
): (() => LiveAnalytics | undefined) => {
  /** What was listened to last, and the analytics.js that came of it and does not stand in its place yet. */
  let heard: AnalyticsCandidate | undefined
  let came: AnalyticsCandidate | undefined

  return () =>
    quietly(() => {
      const candidate = findAnalytics(options)
      const inPlace = liveAnalytics(candidate)
      if (inPlace) came = undefined
      const live = inPlace ?? liveAnalytics(candidate === heard ? came : undefined)
      if (live) connect(live)
      else if (candidate && heard !== candidate) {
        heard = candidate
        came = undefined
        onLive(candidate, (analytics) => {
          came = analytics
          wake()
        })
      }
      return live
    })
}
