import { buildForPage } from './build-for-page'
import { code } from './page-parts'

/** RudderStack's SDK as its CDN serves it: it replaces the snippet's stub and runs the queued calls. */
export const rudderstackSdk = (): string =>
  buildForPage(`
    import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
    new RudderAnalytics()`)

/** The bundle of a site that installs both from npm: they are in `window.npm`. */
export const rudderstackNpm = (): string =>
  buildForPage(`
    import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
    import { createRudderstackIntegration } from '@experiment-impressions/source-plugin/rudderstack'
    Object.assign(window, { npm: { RudderAnalytics, createRudderstackIntegration } })`)

/** The arguments of `load`, with the test site as the server, or `dataPlane`. */
export const loadArguments = (
  loadOptions: object = {},
  dataPlane = 'http://api.rudder.test:{port}',
): string =>
  `'WRITEKEY', '${dataPlane}', Object.assign(${JSON.stringify(loadOptions)}, { configUrl: 'http://api.rudder.test:{port}' })`

interface SnippetOptions {
  readonly loadOptions?: object
  readonly dataPlane?: string
  /** Whether the snippet loads the SDK, or leaves that to a later `loadSdk()`. */
  readonly isLoading?: boolean
}

/** A stub like RudderStack's snippet: an array of calls that the script replaces. */
export const rudderstackSnippet = ({
  loadOptions,
  dataPlane,
  isLoading = true,
}: SnippetOptions = {}): string =>
  code(`
    window.rudderanalytics = []
    'load ready page track identify alias group reset setAnonymousId startSession endSession consent'.split(' ').forEach(function (method) {
      rudderanalytics[method] = function () { rudderanalytics.push([method].concat([].slice.call(arguments))) }
    })
    window.loadSdk = function () {
      var script = document.createElement('script')
      script.async = true
      script.src = '/rudderstack.js'
      document.head.appendChild(script)
    }
    rudderanalytics.load(${loadArguments(loadOptions, dataPlane)})
    ${isLoading ? 'loadSdk()' : ''}`)

/** The script-tag build. */
export const rudderstackPlugin = (attributes = ''): string =>
  `<script src="/experiment-impressions-rudderstack.min.js" ${attributes}></script>`

/** Whether the SDK has its identity, and accepts events. */
export const isRudderstackLive = `!Array.isArray(window.rudderanalytics) && rudderanalytics.analyticsInstances.WRITEKEY?.initialized`
