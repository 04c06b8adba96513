/**
 * What the source plugin costs a page, in Chromium with the real analytics.js: the time from Segment's `ready` to the request
 * with an impression that waited for it, the main-thread work of handing one impression over, and how long each of its
 * moments blocks the page.
 */
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../scripts/chromium.mjs'
import { median } from './measure.mjs'
import { benchMoments, impression, pairedPage } from './source-plugin-moments.mjs'
import { startSite } from './source-plugin-site.mjs'

const pages = 15
const impressions = 50

/** A page that shows an impression before analytics.js has loaded, and notes when that is live and ready and when requests start. */
const page = `<!doctype html><title>Shop</title>
<script>
  window.analytics = Object.assign([], { _writeKey: 'WRITEKEY', _cdn: location.origin, _loadOptions: {} })
  analytics.on = (...args) => analytics.push(['on', ...args])
  analytics.on('initialize', () => { window.liveAt ??= performance.now() })
  analytics.push(['ready', () => { window.readyAt ??= performance.now() }])
  const send = window.fetch
  window.fetch = (url, ...rest) => {
    if (String(url).endsWith('/t')) {
      if (rest[0].body.includes('$impression')) window.sentAt ??= performance.now()
      else window.ownSentAt ??= performance.now()
    }
    return send(url, ...rest)
  }
  analytics.push(['track', 'Viewed'])
</script>
<script src="/plugin.js"></script>
<script>experimentIntegration.track(${JSON.stringify(impression)})</script>
<script async src="/analytics.js/v1/WRITEKEY/analytics.min.js"></script>`

/** A loop over impressions; `call` hands each to the plugin, or the same event to analytics.js. */
const loop = (call) => `for (let index = 0; index < ${impressions}; index += 1) {
  const event = ${JSON.stringify(impression)}
  event.eventProperties.time = Date.now() - index
  ${call}
}`
const throughPlugin = loop('experimentIntegration.track(event)')
const withoutPlugin = loop('analytics.track(event.eventType, event.eventProperties)')

/** CPU time of the page's main thread in ms, which other programs don't lengthen. */
async function mainThreadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value
}

/** CPU time in ms for one impression, including analytics.js's own work. */
async function workOf(session, expression) {
  const before = await mainThreadTime(session)
  await session.send('Runtime.evaluate', { expression })
  return ((await mainThreadTime(session)) - before) / impressions
}

export async function benchSourcePlugin() {
  const server = await startSite((plugin) => ({
    '/': page,
    '/plugin': pairedPage(plugin),
    '/plain': pairedPage(),
  }))
  const browser = await chromium.launch(await chromiumOptions())
  const waits = []
  const sinceLive = []
  const ownSinceLive = []
  const works = []
  const direct = []
  let momentRows
  try {
    momentRows = await benchMoments(browser, `http://127.0.0.1:${server.address().port}`)
    for (let run = 0; run < pages; run += 1) {
      const visitor = await browser.newContext()
      const tab = await visitor.newPage()
      await tab.goto(`http://127.0.0.1:${server.address().port}/`)
      await tab.waitForFunction('window.sentAt && window.ownSentAt && window.readyAt')
      waits.push(await tab.evaluate('sentAt - readyAt'))
      sinceLive.push(await tab.evaluate('sentAt - liveAt'))
      ownSinceLive.push(await tab.evaluate('ownSentAt - liveAt'))
      const session = await visitor.newCDPSession(tab)
      await session.send('Performance.enable', { timeDomain: 'threadTicks' })
      const without = await workOf(session, withoutPlugin)
      works.push((await workOf(session, throughPlugin)) - without)
      direct.push(without)
      await visitor.close()
    }
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
  const ms = (times) => `${median(times).toFixed(1)} ms`
  return [
    row(
      'source plugin: from Segment’s `ready` to the request with an impression that waited, in Chromium',
      waits,
      10,
      `since \`initialize\` ${ms(sinceLive)}; analytics.js’s own queued call ${ms(ownSinceLive)}`,
    ),
    row(
      'source plugin: main-thread work an impression, in Chromium',
      works,
      1,
      `${(median(works) / median(direct)).toFixed(2)} × analytics.track itself, which takes ${ms(direct)}`,
    ),
    ...momentRows,
  ]
}

function row(what, times, limit, compared) {
  const middle = median(times)
  return {
    what,
    figure: `${middle.toFixed(1)} ms`,
    goal: `≤ ${limit} ms`,
    holds: middle <= limit,
    beside: `${compared}; median of ${pages} pages`,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const { what, figure, goal, beside } of await benchSourcePlugin())
    console.log(`${what}: ${figure} (${goal}; ${beside})`)
