/** The code of a site that installs from npm. It's bundled for the test pages, and never runs in Node. */
import { AnalyticsBrowser } from '@segment/analytics-next'
import {
  createExperimentIntegration,
  experimentImpressions,
  segmentIntegrationPlugin,
} from '../../../packages/source-plugin/src/index'

Object.assign(window, {
  npm: { AnalyticsBrowser, createExperimentIntegration, experimentImpressions, segmentIntegrationPlugin },
})
