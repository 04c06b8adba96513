import { findAnalytics, type AnalyticsCandidate, type LiveAnalytics } from '../analytics/analytics.js'
import { webExperiment } from '../web-experiment.js'
import { hasConsent } from '../handing-over/analytics-handover.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { quietly } from '../quietly.js'
import { readLocal } from '../storage/read-storage.js'
import type { DebugView } from './debug-view.js'
import type { Observation } from './diagnose.js'
import { recipientOf, sendingOf } from './sender.js'

/** Observes the page as an integration with analytics.js sees it now. */
export const observe = (view: DebugView<ExperimentImpressionsOptions, LiveAnalytics>): Observation => {
  const { options, integration } = view
  const analytics = view.findLive()
  const { userId, anonymousId } = view.viewer()
  const queueKey = view.queueKey()
  const onWindow = (window as { readonly experimentIntegration?: unknown }).experimentIntegration
  return {
    analytics: stateOf(findAnalytics(options), analytics),
    recipient: analytics && recipientOf(analytics),
    sending: analytics && sendingOf(analytics),
    hasUserId: Boolean(userId),
    hasAnonymousId: Boolean(anonymousId),
    consent: hasConsent(options),
    waiting: view.count(),
    // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty key isn't known yet
    unsent: unsentIn(queueKey || 'EXP_unsent_$default_instance'),
    isTaken: queueKey !== undefined,
    hasWebExperiment: webExperiment() !== undefined,
    integrationOnWindow: onWindow === integration ? 'ours' : onWindow ? 'other' : 'none',
  }
}

const stateOf = (
  candidate: AnalyticsCandidate | null | undefined,
  analytics: LiveAnalytics | undefined,
): Observation['analytics'] => {
  if (candidate === null || analytics?.settings?.writeKey === '') return 'refused'
  if (analytics) return 'live'
  if (!candidate) return 'absent'
  if (candidate.initialized) return 'other'
  // Partytown's globals on the page: its settings, and the queue of forwarded calls.
  return 'partytown' in window || '_ptf' in window ? 'worker' : 'loading'
}

const unsentIn = (queueKey: string): number => {
  const events = quietly((): unknown => JSON.parse(readLocal(queueKey) ?? '[]'))
  return Array.isArray(events) ? events.length : 0
}
