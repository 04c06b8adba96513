/**
 * What the source plugin costs a page, in Chromium with the real analytics.js: the time from Segment's `ready` to the request
 * with an impression that waited for it, the main-thread work of handing one impression over, and, in pairs of pages with the
 * plugin and with a plain `analytics.track` in its place, how long each of its moments blocks the page.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../scripts/chromium.mjs'
import { median } from './measure.mjs'

const pages = 15
const pairs = 12
const impressions = 50

const root = join(import.meta.dirname, '../..')
const analytics = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')
const umd = join(dirname(analytics), 'dist/umd')

const impression = {
  eventType: '$impression',
  eventProperties: {
    flag_key: 'hero-headline',
    variant: 'treatment',
    experiment_key: 'exp-1',
    metadata: { deployed: true, evaluationMode: 'local', flagType: 'experiment', flagVersion: 7 },
  },
}

/** A page that shows an impression before analytics.js is there, and notes when that is live and ready and when requests start. */
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

/**
 * One of a pair of pages, for a visitor who is here for the first time: each moment of the plugin's, or a plain
 * `analytics.track` at the same place, between two marks. 4.5 MB of the site's own lie in localStorage as the page is left.
 */
const pairedPage = (pluginCode) => `<!doctype html><title>Shop</title>
<script>
  const marks = {}
  const mark = (name, work) => {
    const started = performance.now()
    work()
    marks[name] = performance.now() - started
  }
  window.analytics = Object.assign([], { _writeKey: 'WRITEKEY', _cdn: location.origin, _loadOptions: {} })
  for (const method of ['on', 'track', 'register']) analytics[method] = (...args) => analytics.push([method, ...args])
  const event = () => (${JSON.stringify(impression)})
  const plain = () => analytics.track('$impression', event().eventProperties)
  let startedAt = performance.now()
</script>
<script>${pluginCode ?? 'plain()'}</script>
<script>
  marks.evaluate = performance.now() - startedAt
  const isPlugin = ${Boolean(pluginCode)}
  const show = isPlugin ? () => experimentIntegration.track(event()) : plain
  mark('setup', isPlugin ? () => experimentIntegration.setup({ instanceName: 'default' }) : plain)
  mark('track', show)
  const live300 = () => mark('live', () => { for (let index = 0; index < 300; index += 1) show() })
  const leave = () => {
    for (let index = 0; index < 45; index += 1) localStorage.setItem('site-' + index, 'x'.repeat(50_000))
    mark('leave', () => dispatchEvent(new Event('pagehide')))
  }
</script>
<script async src="/analytics.js/v1/WRITEKEY/analytics.min.js"></script>`

const moments = {
  evaluate: 'evaluating the script',
  setup: '`setup`',
  track: 'the first `track`, before analytics.js is live',
  live: '300 live impressions in one task',
  leave: 'leaving the page with 4.5 MB of the site’s own in localStorage, nothing under way',
}

/** Hands impressions to the plugin, or the same events to analytics.js without it. */
const loop = (call) => `for (let index = 0; index < ${impressions}; index += 1) {
  const event = ${JSON.stringify(impression)}
  event.eventProperties.time = Date.now() - index
  ${call}
}`
const throughPlugin = loop('experimentIntegration.track(event)')
const withoutPlugin = loop('analytics.track(event.eventType, event.eventProperties)')

/** CPU time of the page's main thread, ms, which does not grow with what else the machine does. */
async function mainThreadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value
}

/** Its share for one impression, analytics.js's own work included. */
async function workOf(session, expression) {
  const before = await mainThreadTime(session)
  await session.send('Runtime.evaluate', { expression })
  return ((await mainThreadTime(session)) - before) / impressions
}

function buildPlugin() {
  const outdir = mkdtempSync(join(tmpdir(), 'experiment-impressions-'))
  try {
    execFileSync(process.execPath, [join(root, 'packages/source-plugin/scripts/bundle.mjs'), outdir])
    return readFileSync(join(outdir, 'experiment-impressions.min.js'))
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

/** The page, Segment's CDN and its tracking endpoint. */
async function startSite() {
  const plugin = buildPlugin()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const answer = (type, body) => response.writeHead(200, { 'content-type': type }).end(body)
    if (pathname === '/') return answer('text/html', page)
    if (pathname === '/plugin') return answer('text/html', pairedPage(plugin.toString()))
    if (pathname === '/plain') return answer('text/html', pairedPage())
    if (pathname === '/plugin.js') return answer('text/javascript', plugin)
    if (pathname.endsWith('/analytics.min.js'))
      return answer('text/javascript', readFileSync(join(umd, 'standalone.js')))
    if (pathname.startsWith('/analytics-next/bundles/'))
      return answer('text/javascript', readFileSync(join(umd, basename(pathname))))
    const endpoint = { apiKey: 'WRITEKEY', apiHost: `${request.headers.host}/v1`, protocol: 'http' }
    const settings = { integrations: { 'Segment.io': endpoint } }
    return answer('application/json', JSON.stringify(pathname.endsWith('/settings') ? settings : {}))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** How long each moment blocks the page, ms, of a visitor who is here for the first time. */
async function measureMoments(browser, url) {
  const visitor = await browser.newContext()
  try {
    const tab = await visitor.newPage()
    await tab.goto(url)
    await tab.waitForFunction('analytics.initialized')
    await tab.evaluate('live300()')
    // Nothing is under way any more.
    await tab.evaluate(`analytics.track('Last').then(() => undefined)`)
    await tab.evaluate('leave()')
    return await tab.evaluate('marks')
  } finally {
    await visitor.close()
  }
}

/** Pages with the plugin and plain ones in turns, so that a noisy moment hits both alike. */
async function benchMoments(browser, origin) {
  const measured = { plugin: [], plain: [] }
  for (let pair = 0; pair < pairs; pair += 1)
    for (const kind of pair % 2 ? ['plugin', 'plain'] : ['plain', 'plugin'])
      measured[kind].push(await measureMoments(browser, `${origin}/${kind}`))
  return Object.entries(moments).map(([moment, what]) => {
    const [own, plain] = ['plugin', 'plain'].map((kind) =>
      median(measured[kind].map((marks) => marks[moment])),
    )
    const more = own - plain
    const limit = moment === 'live' ? plain / 4 : 10
    return {
      what: `source plugin: ${what}, beside a plain \`analytics.track\` at the same place`,
      figure: `${own.toFixed(1)} ms against ${plain.toFixed(1)} ms`,
      goal: moment === 'live' ? '≤ 1.25 ×' : '≤ 10 ms more',
      holds: more <= limit,
      beside: `median of ${pairs} pairs of first visits`,
    }
  })
}

export async function benchSourcePlugin() {
  const server = await startSite()
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
