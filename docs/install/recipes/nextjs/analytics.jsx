'use client'

import Script from 'next/script'
import { createExperimentIntegration } from '@experiment-impressions/source-plugin'
import { AnalyticsBrowser } from '@segment/analytics-next'

export const analytics = new AnalyticsBrowser()

// Client components are rendered on the server too, where there is no visitor.
if (typeof window !== 'undefined') {
  analytics.load({ writeKey: 'WRITE_KEY' })
  window.experimentIntegration = createExperimentIntegration({ instance: analytics })
}

// Loaded by a component of this file, so the integration is there first.
export function Analytics() {
  return <Script src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js" />
}
