/** Pieces of HTML for the test pages. The site replaces `{port}` with its port. */

const inline = (code: string): string => `<script>${code}</script>`

const stubMethods =
  'trackSubmit trackClick trackLink trackForm pageview identify reset group track ready alias debug page once off on addSourceMiddleware addIntegrationMiddleware setAnonymousId addDestinationMiddleware'

export interface SnippetOptions {
  /** 5 also records the page of each call, and has `screen` and `register`; 4 (4.15) doesn't. */
  readonly version?: 4 | 5
  readonly key?: string
  readonly writeKey?: string
  readonly loadOptions?: object
  /** Whether the snippet loads analytics.js, or leaves that to a later `analytics.load('WRITEKEY')`. */
  readonly isLoading?: boolean
}

/** A stub like Segment's snippet: an array of calls that the script replaces. */
export const snippet = ({
  version = 5,
  key = 'analytics',
  writeKey = 'WRITEKEY',
  loadOptions = {},
  isLoading = true,
}: SnippetOptions = {}): string =>
  inline(`(function () {
    var stub = (window.${key} = window.${key} || [])
    stub.methods = '${version === 5 ? `${stubMethods} screen register` : stubMethods}'.split(' ')
    stub.factory = function (method) {
      return function () {
        if (window.${key}.initialized) return window.${key}[method].apply(window.${key}, arguments)
        var args = [method].concat([].slice.call(arguments))
        if (${String(version === 5)} && /^(track|screen|alias|group|page|identify)$/.test(method))
          args.push({ __t: 'bpc', c: undefined, p: location.pathname, u: location.href, s: location.search,
                      t: document.title, r: document.referrer })
        stub.push(args)
        return stub
      }
    }
    stub.methods.forEach(function (method) { stub[method] = stub.factory(method) })
    stub._cdn = 'http://cdn.segment.test:{port}'
    stub.load = function (writeKey, options) {
      var script = document.createElement('script')
      script.async = true
      script.setAttribute('data-global-segment-analytics-key', '${key}')
      script.src = stub._cdn + '/analytics.js/v1/' + writeKey + '/analytics.min.js'
      document.head.appendChild(script)
      stub._loadOptions = options
    }
    stub._writeKey = '${writeKey}'
    stub.SNIPPET_VERSION = '${version === 5 ? '5.2.0' : '4.15.3'}'
    ${isLoading ? `stub.load('${writeKey}', ${JSON.stringify(loadOptions)})` : ''}
  })()`)

/** The script-tag build. */
export const plugin = (attributes = ''): string =>
  `<script src="/experiment-impressions.min.js" ${attributes}></script>`

export const code = inline

/** The bundle of a site that installs from npm, followed by the site's own code. */
export const npm = (ownCode: string): string => `<script src="/npm.js"></script>${inline(ownCode)}`

/** An expression that loads npm's analytics.js; `plugins` is a list in JavaScript. */
export const loadFromNpm = (loadOptions: object = {}, plugins = '[]', writeKey = 'WRITEKEY'): string =>
  `npm.AnalyticsBrowser.load({ writeKey: '${writeKey}', cdnURL: 'http://cdn.segment.test:{port}', plugins: ${plugins} }, ${JSON.stringify(loadOptions)})`

export interface FlagOptions {
  readonly key?: string
  readonly deliveryMethod?: 'web' | 'feature'
  readonly variant?: string
  /** Only visitors with a device id get the variant, as in experiments that are bucketed by it. */
  readonly isBucketed?: boolean
  readonly metadata?: Record<string, unknown>
}

/** A locally evaluated flag in the form that Amplitude's servers deliver. */
export const flag = ({
  key = 'hero-headline',
  deliveryMethod = 'web',
  variant = 'treatment',
  isBucketed = false,
  metadata = {},
}: FlagOptions = {}): object => ({
  key,
  metadata: {
    deployed: true,
    evaluationMode: 'local',
    experimentKey: 'exp-1',
    flagType: 'experiment',
    flagVersion: 7,
    ...(deliveryMethod === 'web' && { deliveryMethod }),
    ...metadata,
  },
  segments: [
    {
      ...(isBucketed && {
        bucket: {
          selector: ['context', 'user', 'device_id'],
          salt: 'salt',
          allocations: [{ range: [0, 100], distributions: [{ range: [0, 42949673], variant }] }],
        },
      }),
      metadata: { segmentName: 'All Other Users' },
      variant: isBucketed ? 'off' : variant,
    },
  ],
  variants: {
    off: { key: 'off', metadata: { default: true } },
    control: { key: 'control', value: 'control' },
    treatment: { key: 'treatment', value: 'treatment' },
  },
})

/** Starts the real Experiment JS client of `/experiment.js`, as `webExperiment` does. */
export const startExperiment = (
  flags: readonly object[] = [flag()],
  suffix: 'web' | 'feature' = 'web',
): string => `
    window.forwarded = []
    window.experimentClient = Experiment.initialize('client-key', {
      initialFlags: ${JSON.stringify(JSON.stringify(flags))},
      internalInstanceNameSuffix: ${JSON.stringify(suffix)},
      automaticExposureTracking: false,
      serverUrl: location.origin, flagsServerUrl: location.origin, pollOnStart: false,
    })
    window.webExperiment = {
      getExperimentClient: function () { return experimentClient },
      plugin: function () { return { execute: function (event) { forwarded.push(event) } } },
    }
    window.show = function (key) {
      window.shown = experimentClient.variant(key).value || 'off'
      experimentClient.exposure(key)
      return shown
    }
    Promise.resolve().then(function () {
      if (window.experimentIntegration) {
        window.experimentIntegration.type = 'integration'
        experimentClient.addPlugin(window.experimentIntegration)
      }
      ${JSON.stringify(flags)}.forEach(function (flag) { show(flag.key) })
      window.isStarted = true
    })
  `

/**
 * The real Experiment JS client, set up as the Web Experiment script does (`time` and `url` on its events) or as a site does for
 * its feature flags (neither). It reads `window.experimentIntegration` once at its start, and shows every flag.
 */
export const webExperiment = (flags?: readonly object[], suffix?: 'web' | 'feature'): string =>
  `<script src="/experiment.js"></script>${inline(startExperiment(flags, suffix))}`

/** Code that hands an impression to the integration as the Experiment client does. */
export const showing = (flagKey = 'hero-headline'): string =>
  `experimentIntegration.track({ eventType: '$impression', eventProperties: { flag_key: '${flagKey}', time: Date.now() } })`

/** Keeps the timeout of one second in `setup` from ever firing, so only the SDK can settle it. */
export const withoutSetupTimeout = inline(`
  const later = window.setTimeout
  window.setTimeout = (work, ms, ...rest) => (ms === 1000 ? 0 : later(work, ms, ...rest))`)

/** A page of these parts. */
export const html = (...parts: readonly string[]): string =>
  `<!doctype html><html><head><title>Shop</title>${parts.join('')}</head><body><h1>Shop</h1></body></html>`
