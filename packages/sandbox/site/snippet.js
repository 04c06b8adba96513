/**
 * Segment's snippet: a stub that queues calls until analytics.js has loaded. It loads from the sandbox instead of Segment's
 * CDN; late or not at all if the panel says so.
 */
;(() => {
  const stub = (window.analytics = [])
  const methods =
    'trackSubmit trackClick trackLink trackForm pageview identify reset group track ready alias debug page screen once off on addSourceMiddleware addIntegrationMiddleware setAnonymousId addDestinationMiddleware register'
  for (const method of methods.split(' ')) {
    stub[method] = (...call) => {
      if (window.analytics.initialized) return window.analytics[method](...call)
      if (/^(track|screen|alias|group|page|identify)$/.test(method)) {
        const { pathname: p, href: u, search: s } = location
        const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? undefined
        call.push({ __t: 'bpc', c: canonical, p, u, s, t: document.title, r: document.referrer })
      }
      stub.push([method, ...call])
      return stub
    }
  }
  stub._cdn = location.origin
  stub._writeKey = 'demo'
  stub.SNIPPET_VERSION = '5.2.0'
  stub.load = (writeKey, options) => {
    const state = localStorage.getItem('demo-site:segment')
    const folder = state === 'slow' || state === 'blocked' ? `/site/${state}` : ''
    const script = document.createElement('script')
    script.async = true
    script.dataset.globalSegmentAnalyticsKey = 'analytics'
    script.src = `${stub._cdn}${folder}/analytics.js/v1/${writeKey}/analytics.min.js`
    script.onerror = () => {
      stub.isBlocked = true
      document.dispatchEvent(new Event('segment-blocked'))
    }
    document.head.append(script)
    stub._loadOptions = options
  }

  // Without consent, no event leaves the page.
  stub.addSourceMiddleware(({ payload, next }) => {
    if (!window.experimentImpressions.consent()) return
    document.dispatchEvent(new CustomEvent('segment-sends', { detail: payload.obj }))
    next(payload)
  })
  stub.load('demo', {
    // Requests continue when the visitor leaves the page.
    integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } },
    // Otherwise analytics.js reports metrics to Segment's real servers.
    updateCDNSettings: (settings) => ({ ...settings, metrics: { sampleRate: 0 } }),
  })
})()
