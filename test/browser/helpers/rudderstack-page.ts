import { buildForPage } from './build-for-page'
import { code } from './page-parts'

/** RudderStack's SDK as its CDN serves it: it takes the place of the snippet's stub, and works off what that has heard. */
export const rudderstackSdk = (): string =>
  buildForPage(`
    import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
    new RudderAnalytics()`)

/** What a site that installs both from npm has in its own bundle, in `window.npm`. */
export const rudderstackNpm = (): string =>
  buildForPage(`
    import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
    import { createRudderstackIntegration } from '@experiment-impressions/source-plugin/rudderstack'
    Object.assign(window, { npm: { RudderAnalytics, createRudderstackIntegration } })`)

/** The arguments of `load`: everything goes to the site's own server, or to `dataPlane`. */
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

/** A stub that does what RudderStack's snippet does: an array of calls, replaced when the script has come. */
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

/** Whether the SDK has its identity and takes events. */
export const isRudderstackLive = `!Array.isArray(window.rudderanalytics) && rudderanalytics.analyticsInstances.WRITEKEY?.initialized`
