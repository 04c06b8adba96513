import { findAnalytics, type AnalyticsCandidate, type LiveAnalytics } from '../analytics/analytics.js'
import type { DebugView } from './debug-view.js'
import type { Observation } from './diagnose.js'
import { webExperiment } from '../experiment/web-experiment.js'
import { quietly } from '../quietly.js'
import { readLocal } from '../storage/read-storage.js'

interface LoadOptions {
  readonly integrations?: {
    readonly 'Segment.io'?: {
      readonly deliveryStrategy?: {
        readonly strategy?: string
        readonly config?: { readonly keepalive?: boolean }
      }
    }
  }
}

/** How analytics.js sends, from the site's load options, else Segment's settings for the source. */
const deliveryOf = (analytics: LiveAnalytics): Observation['delivery'] => {
  const strategyIn = (settings: unknown) =>
    (settings as LoadOptions | undefined)?.integrations?.['Segment.io']?.deliveryStrategy
  const strategy = strategyIn(analytics.options) ?? strategyIn(analytics.settings?.cdnSettings)
  if (strategy?.strategy === 'batching') return 'batching'
  return strategy?.config?.keepalive ? 'keepalive' : 'one by one'
}

const unsentIn = (queueKey: string): number => {
  const events = quietly((): unknown => JSON.parse(readLocal(queueKey) ?? '[]'))
  return Array.isArray(events) ? events.length : 0
}

/** What stands in the place of analytics.js. */
const analyticsOf = (
  candidate: AnalyticsCandidate | null | undefined,
  analytics: LiveAnalytics | undefined,
): Observation['analytics'] => {
  if (candidate === null || analytics?.settings?.writeKey === '') return 'refused'
  if (analytics) return 'live'
  if (!candidate) return 'absent'
  if (candidate.initialized) return 'other'
  // The globals of Partytown on the page: its settings, and the queue of forwarded calls.
  return 'partytown' in window || '_ptf' in window ? 'worker' : 'loading'
}

/** Looks at the page as an integration sees it now. */
export const observe = ({ options, delivery, client, integration }: DebugView): Observation => {
  const analytics = delivery.findLive()
  const { userId, anonymousId } = delivery.viewers.current()
  const { isTaken, queueKey } = client
  const onWindow = (window as { readonly experimentIntegration?: unknown }).experimentIntegration
  return {
    analytics: analyticsOf(findAnalytics(options), analytics),
    delivery: analytics && deliveryOf(analytics),
    hasUserId: Boolean(userId),
    hasAnonymousId: Boolean(anonymousId),
    consent: delivery.hasConsent(),
    waiting: delivery.count(),
    unsent: unsentIn(queueKey || 'EXP_unsent_$default_instance'),
    isTaken,
    hasWebExperiment: webExperiment() !== undefined,
    integrationOnWindow: onWindow === integration ? 'ours' : onWindow ? 'other' : 'none',
  }
}
