import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { code, html, plugin, snippet } from './helpers/page-parts'
import { useStage } from './helpers/stage'

const stage = useStage()

const COUNT = 120

const show = (count: number): string => `
  for (let index = 0; index < ${String(count)}; index += 1)
    experimentIntegration.track({
      eventType: '$impression',
      eventProperties: { flag_key: 'flag-' + index, variant: 'treatment', time: Date.now() },
    })
  undefined`

const waitingOn = (page: Page): Promise<string[]> =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:'))`)

const arrivedIds = (): Set<string> => new Set(stage.site.impressions.map(({ messageId }) => messageId))

/** Shows impressions on a page without Segment, so that they wait on the device. */
const leaveBehind = async (count: number): Promise<void> => {
  const { site } = stage
  site.fail('script', 404)
  const page = await stage.open('/blocked', snippet(), plugin())
  await page.evaluate(show(count))
  await until(async () => (await waitingOn(page)).length === count)
  await page.close()
  site.fail('script', undefined)
}

/** Opens a page with Segment. */
const comeBack = async (path = '/'): Promise<Page> => stage.open(path, snippet(), plugin())

describe('many impressions that wait', () => {
  it.each([
    ['the first request is in flight', () => stage.site.count('track') > 0],
    ['the first has arrived', () => stage.site.impressions.length > 0],
    ['some have arrived', () => stage.site.impressions.length > 20],
  ])('all arrive even if the visitor leaves when %s', async (_moment, isTime) => {
    const { site } = stage
    await leaveBehind(COUNT)
    site.slow('track', 150)
    const page = await comeBack()
    await until(isTime)
    site.page('/away', html())
    await page.goto(site.url('/away', 'elsewhere.test'))
    await page.goto(site.url('/'))
    await until(
      () => arrivedIds().size === COUNT,
      () => `${String(arrivedIds().size)} of ${String(COUNT)} arrived`,
    )
    await until(async () => (await waitingOn(page)).length === 0)
    expect(new Set(site.impressions.map(({ properties }) => properties['flag_key'])).size).toBe(COUNT)
  })

  it('are handed over in batches of 16, and stay on the device until then', async () => {
    const { site } = stage
    await leaveBehind(40)
    const release = site.hold('track')
    const count = code(`
      window.handed = 0
      analytics.on('dispatch_start', () => { handed += 1 })`)
    const page = await stage.open('/', snippet(), count, plugin())
    await page.waitForFunction('handed > 0')
    await page.evaluate(`analytics.addSourceMiddleware(({ payload, next }) => next(payload)).then(() => {})`)
    expect(await page.evaluate('handed')).toBe(16)
    expect(await waitingOn(page)).toHaveLength(40)
    release()
    await until(() => arrivedIds().size === 40)
    expect(await page.evaluate('handed')).toBe(40)
    await until(async () => (await waitingOn(page)).length === 0)
  })

  it('are left to the page that is handing them over', async () => {
    const { site } = stage
    await leaveBehind(3)
    const release = site.hold('track')
    const first = await comeBack()
    await until(() => site.count('preflight') > 0)
    const second = await comeBack('/second')
    await second.waitForFunction('analytics.initialized')
    await second.evaluate(`analytics.track('Last'); undefined`)
    release()
    await site.event('Last')
    await until(async () => (await waitingOn(first)).length === 0)
    expect(site.impressions).toHaveLength(3)
  })
})

describe('an impression in flight', () => {
  it('leaves nothing on the device once it has arrived', async () => {
    const page = await comeBack()
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(show(3))
    await stage.site.impressionsArrived(3)
    await page.evaluate(`analytics.track('Last').then(() => undefined)`)
    expect(await waitingOn(page)).toEqual([])
  })

  it('is stored as soon as the page is hidden, and survives if the browser then kills the page', async () => {
    const { site } = stage
    const hanging = code(`analytics.addSourceMiddleware(() => new Promise(() => {}))`)
    const page = await stage.open('/', snippet(), plugin(), hanging)
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(show(1))
    expect(await waitingOn(page)).toEqual([])
    await page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
    expect(await waitingOn(page)).toHaveLength(1)
    // There is no `pagehide`: the process is gone.
    const crashed = page.waitForEvent('crash')
    await Promise.all([crashed, page.goto('chrome://crash').catch(() => undefined)])
    const later = await comeBack('/later')
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.context.page['path']).toBe('/')
    await until(async () => (await waitingOn(later)).length === 0)
  })

  it('stays on the device while analytics.js retries after the page was hidden', async () => {
    const { site } = stage
    site.fail('track', 500)
    const page = await comeBack()
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(show(1))
    await until(() => site.refused.some(({ event }) => event === '$impression'))
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
    expect(await waitingOn(page)).toHaveLength(1)
    site.fail('track', undefined)
    await site.impressionsArrived(1)
    await until(async () => (await waitingOn(page)).length === 0)
    expect(site.impressions).toHaveLength(1)
  })
})
