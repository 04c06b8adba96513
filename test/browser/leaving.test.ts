import type { ConsoleMessage, Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, html, plugin, showing, snippet, webExperiment } from './helpers/page-parts'
import { until } from '../helpers/until'

const stage = useStage()

const oneByOne = {}
const keepalive = { integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } } }
const batching = {
  integrations: {
    'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 10, timeout: 60_000 } } },
  },
}

/** Shows an impression, delays its request in the network, and goes to another site before it arrives. */
const leaveAtOnce = async (
  loadOptions: object,
  isInFlight: (page: Page) => boolean | Promise<boolean>,
): Promise<{ page: Page; release: () => void }> => {
  const { site } = stage
  const page = await stage.open('/', snippet({ loadOptions }), plugin(), webExperiment([]))
  await page.waitForFunction('analytics.initialized && window.isStarted')
  const release = site.hold('preflight')
  site.page('/away', html())
  await page.evaluate(
    `analytics.queue.on('message_delivered', () => { window.isDelivered = true }); undefined`,
  )
  await page.evaluate(
    `experimentIntegration.track({ eventType: '$impression', eventProperties: { flag_key: 'hero-headline', time: Date.now() } })`,
  )
  await until(() => isInFlight(page))
  await page.goto(site.url('/away', 'elsewhere.test'))
  return { page, release }
}

describe('an impression on a page that the visitor leaves at once', () => {
  it('arrives with `keepalive`', async () => {
    const { release } = await leaveAtOnce(keepalive, () => stage.site.count('preflight') > 0)
    release()
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('arrives with batching, which sends when the visitor leaves', async () => {
    // For analytics.js, an event counts as sent once it is in the batch.
    const { page, release } = await leaveAtOnce(batching, (left) =>
      left.evaluate<boolean>('window.isDelivered === true'),
    )
    release()
    await stage.site.impressionsArrived(1)
    // It arrives only once, even if the visitor returns.
    await page.goto(stage.site.url('/'))
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(`analytics.track('Last').then(() => undefined)`)
    await page.goto(stage.site.url('/away', 'elsewhere.test'))
    await stage.site.event('Last')
    expect(stage.site.impressions).toHaveLength(1)
  })

  it('arrives without either when the visitor returns, with one messageId', async () => {
    const { site } = stage
    const { page, release } = await leaveAtOnce(oneByOne, () => site.count('preflight') > 0)
    release()
    await page.goto(site.url('/'))
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.messageId).toMatch(/^exp-/)
    await page.evaluate(`analytics.track('Last'); undefined`)
    await site.event('Last')
    // analytics.js may repeat a request that was cut off. Segment counts a messageId once.
    expect(new Set(site.impressions.map(({ messageId }) => messageId)).size).toBe(1)
  })

  it('arrives when the visitor returns, even if analytics.js had neither sent nor stored it yet', async () => {
    const { site } = stage
    // The visitor can leave at this very moment: analytics.js calls its sender one task after its plugins.
    const slow = code(
      `analytics.addSourceMiddleware(function () { window.isOnItsWay = true; return new Promise(function () {}) })`,
    )
    const page = await stage.open('/', snippet(), slow, plugin(), webExperiment())
    await page.waitForFunction('window.isOnItsWay')
    site.page('/back', html(snippet(), plugin()))
    await page.goto(site.url('/back'))
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.context.page['path']).toBe('/')
    await page.evaluate(`analytics.track('Last'); undefined`)
    await site.event('Last')
    expect(site.impressions).toHaveLength(1)
  })

  it.each([
    ['warns if the load options would lose it', oneByOne, 1],
    ['says nothing with `keepalive`', keepalive, 0],
    ['says nothing with batching', batching, 0],
  ])('in debug mode %s', async (_what, loadOptions, count) => {
    const { site } = stage
    site.page('/', html(snippet({ loadOptions }), plugin(), webExperiment()))
    const page = await stage.newPage()
    const lines: string[] = []
    page.on('console', (message: ConsoleMessage) => lines.push(`${message.type()} ${message.text()}`))
    await page.goto(site.url('/?experiment_impressions=debug'))
    await until(() => lines.some((line) => line.includes('handed to analytics.js')))
    await page.evaluate('experimentImpressions.diagnose')
    const warnings = lines.filter((line) =>
      line.startsWith('warning [experiment-impressions] leaving the page'),
    )
    expect(warnings).toHaveLength(count)
    expect(warnings.every((line) => line.includes('keepalive: true'))).toBe(true)
  })
})

describe('an anonymous impression that analytics.js hasn’t sent when the visitor leaves', () => {
  /** Shows the impression and a plain event, and leaves before either arrives. `release` lets the next page send. */
  const leaveUnsent = async (
    how: 'in flight' | 'in its queue to try again',
    ...next: readonly string[]
  ): Promise<{ page: Page; anonymousId: unknown }> => {
    const { site } = stage
    const page = await stage.open('/a', snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    const anonymousId = await page.evaluate('analytics.user().anonymousId()')
    const release = how === 'in flight' ? site.hold('preflight') : undefined
    if (!release) site.fail('track', 500)
    await page.evaluate(`${showing()}; analytics.track('Plain'); undefined`)
    await until(() => (release ? site.count('preflight') : site.refused.length) >= 2)
    site.page('/b', html(...next))
    await page.goto(site.url('/b'), { waitUntil: 'commit' })
    site.fail('track', undefined)
    release?.()
    return { page, anonymousId }
  }

  const logIn = code(`analytics.identify('USER-B'); analytics.track('Signed In')`)

  describe.each(['in flight', 'in its queue to try again'] as const)('but has %s', (how) => {
    it('stays anonymous if somebody logs in on the next page', async () => {
      const { site } = stage
      const { page, anonymousId } = await leaveUnsent(how, snippet(), plugin(), logIn)
      const [impression] = await site.impressionsArrived(1)
      expect(impression).toMatchObject({ userId: null, anonymousId, context: { page: { path: '/a' } } })
      // analytics.js sends its stored events after new ones.
      await site.event('Plain')
      await page.evaluate(`analytics.track('Last'); undefined`)
      await site.event('Last')
      expect(site.impressions.map(({ userId }) => userId)).toEqual([null])
      expect(await site.event('Signed In')).toMatchObject({ userId: 'USER-B' })
    })

    it('waits for a page with the plugin, although analytics.js sends its other stored events without', async () => {
      const { site } = stage
      const { page, anonymousId } = await leaveUnsent(how, snippet(), logIn)
      await site.event('Plain')
      await page.evaluate(`analytics.track('Last'); undefined`)
      await site.event('Last')
      expect(site.impressions).toEqual([])
      site.page('/c', html(snippet(), plugin()))
      await page.goto(site.url('/c'))
      const [impression] = await site.impressionsArrived(1)
      expect(impression).toMatchObject({ userId: null, anonymousId, context: { page: { path: '/a' } } })
    })
  })
})
