import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { html, plugin, snippet, webExperiment } from './helpers/page-parts'
import { until } from '../helpers/until'

const stage = useStage()

/** Checks that the whole page works: it has loaded and shows the variant, and nothing in it waits for the network. */
const expectPageToWork = async (page: Page): Promise<void> => {
  await page.waitForFunction('window.isStarted')
  expect(await page.evaluate('shown')).toBe('treatment')
  expect(await page.evaluate(`document.querySelector('h1').textContent`)).toBe('Shop')
}

const waits = (page: Page): Promise<unknown> =>
  page.waitForFunction(`Object.keys(localStorage).some((key) => key.startsWith('experiment-impressions:'))`)

const comeBack = async (): Promise<void> => {
  stage.site.page('/later', html(snippet(), plugin()))
  const page = await stage.newPage()
  await page.goto(stage.site.url('/later'))
  const [impression] = await stage.site.impressionsArrived(1)
  expect(impression?.context.page['path']).toBe('/')
}

describe('the page and its impressions survive', () => {
  it.each(['script', 'settings'] as const)('a blocked %s: they are sent on the next page', async (door) => {
    stage.site.fail(door, 404)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await expectPageToWork(page)
    await waits(page)
    stage.site.fail(door, undefined)
    await comeBack()
  })

  it.each(['script', 'settings'] as const)(
    'a %s that hangs: they are sent on the next page',
    async (door) => {
      const release = stage.site.hold(door)
      const page = await stage.open('/', snippet(), plugin(), webExperiment())
      await expectPageToWork(page)
      await waits(page)
      await page.close()
      release()
      await comeBack()
    },
  )

  it.each(['script', 'settings', 'preflight', 'track'] as const)('a slow %s', async (door) => {
    const release = stage.site.hold(door)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await expectPageToWork(page)
    await until(() => stage.site.count(door) > 0)
    release()
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('a visitor who is offline for a while', async () => {
    const { site, visitor } = stage
    const page = await stage.open('/', snippet(), plugin(), webExperiment([]))
    await page.waitForFunction('analytics.initialized && window.isStarted')
    await visitor.setOffline(true)
    await page.evaluate(
      `experimentIntegration.track({ eventType: '$impression', eventProperties: { flag_key: 'f', time: Date.now() } })`,
    )
    await page.evaluate(`history.pushState({}, '', '/b'); analytics.identify('USER-B'); undefined`)
    await visitor.setOffline(false)
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({ context: { page: { path: '/' } } })
  })

  it('a tracking API that fails for a while', async () => {
    const { site } = stage
    site.fail('track', 500)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await expectPageToWork(page)
    await until(() => site.refused.some(({ event }) => event === '$impression'))
    site.fail('track', undefined)
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.messageId).toBe(site.refused.find(({ event }) => event === '$impression')?.messageId)
  })

  it('without a synchronous request', async () => {
    const { visitor, site } = stage
    await visitor.addInitScript(`
      window.syncRequests = 0
      const open = XMLHttpRequest.prototype.open
      XMLHttpRequest.prototype.open = function (method, url, isAsync = true, ...rest) {
        if (!isAsync) syncRequests += 1
        return open.call(this, method, url, isAsync, ...rest)
      }`)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await site.impressionsArrived(1)
    expect(await page.evaluate('syncRequests')).toBe(0)
  })
})
