/**
 * What Segment's snippet does: a stub that keeps calls until analytics.js is there. Instead of Segment's CDN it loads from the
 * sandbox; late or not at all, where the panel says so.
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

  // What the visitor has not agreed to does not leave the page, impressions or not.
  stub.addSourceMiddleware(({ payload, next }) => {
    if (!window.experimentImpressions.consent()) return
    document.dispatchEvent(new CustomEvent('segment-takes', { detail: payload.obj }))
    next(payload)
  })
  stub.load('demo', {
    // What is on its way when the page is left arrives all the same.
    integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } },
    // Else analytics.js reports on itself to Segment's real servers.
    updateCDNSettings: (settings) => ({ ...settings, metrics: { sampleRate: 0 } }),
  })
})()
