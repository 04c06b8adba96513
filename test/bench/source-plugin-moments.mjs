/** How long each moment of the source plugin blocks a page, compared with a plain `analytics.track` there. */
import { median } from './measure.mjs'

const pairs = 12

/** An impression as the Experiment client hands it over. */
export const impression = {
  eventType: '$impression',
  eventProperties: {
    flag_key: 'hero-headline',
    variant: 'treatment',
    experiment_key: 'exp-1',
    metadata: { deployed: true, evaluationMode: 'local', flagType: 'experiment', flagVersion: 7 },
  },
}

/**
 * One of a pair of pages for a first visit, which marks each moment of the plugin, or without `pluginCode` a plain
 * `analytics.track` at the same place. The site has 4.5 MB of its own in localStorage when the visitor leaves.
 */
export const pairedPage = (pluginCode) => `<!doctype html><title>Shop</title>
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
  leave: 'leaving the page with 4.5 MB of the site’s own in localStorage and no request pending',
}

/** The ms for which each moment blocks the page on a first visit. */
async function measureMoments(browser, url) {
  const visitor = await browser.newContext()
  try {
    const tab = await visitor.newPage()
    await tab.goto(url)
    await tab.waitForFunction('analytics.initialized')
    await tab.evaluate('live300()')
    // Waits until no request is pending.
    await tab.evaluate(`analytics.track('Last').then(() => undefined)`)
    await tab.evaluate('leave()')
    return await tab.evaluate('marks')
  } finally {
    await visitor.close()
  }
}

/** Alternates pages with the plugin and plain ones, so noise hits both alike. */
export async function benchMoments(browser, origin) {
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
      what: `source plugin: ${what}, compared with a plain \`analytics.track\` there`,
      figure: `${own.toFixed(1)} ms against ${plain.toFixed(1)} ms`,
      goal: moment === 'live' ? '≤ 1.25 ×' : '≤ 10 ms more',
      holds: more <= limit,
      beside: `median of ${pairs} pairs of first visits`,
    }
  })
}
