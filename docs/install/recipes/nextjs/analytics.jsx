'use client'

import Script from 'next/script'
import { createExperimentIntegration } from '@experiment-impressions/source-plugin'
import { AnalyticsBrowser } from '@segment/analytics-next'

export const analytics = new AnalyticsBrowser()

// Client components also render on the server, where there is no visitor.
if (typeof window !== 'undefined') {
  analytics.load({ writeKey: 'WRITE_KEY' })
  window.experimentIntegration = createExperimentIntegration({ instance: analytics })
}

// Loading the script from this file makes sure that the integration exists first.
export function Analytics() {
  return <Script src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js" />
}
