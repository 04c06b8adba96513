/** What a site that installs from npm has in its own bundle. Bundled for the test pages, never run in Node. */
import { AnalyticsBrowser } from '@segment/analytics-next'
import {
  createExperimentIntegration,
  experimentImpressions,
  segmentIntegrationPlugin,
} from '../../../packages/source-plugin/src/index'

Object.assign(window, {
  npm: { AnalyticsBrowser, createExperimentIntegration, experimentImpressions, segmentIntegrationPlugin },
})
