import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, html, npm, plugin, snippet, webExperiment } from './helpers/page-parts'
import { until } from '../helpers/until'

const stage = useStage()

const options = (text: string): string => code(`window.experimentImpressions = ${text}`)

const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(
    `Object.keys(localStorage).filter((key) => /^(experiment-impressions:|EXP_unsent)/.test(key)).length`,
  )

const waits = (page: Page): Promise<unknown> => until(async () => (await countWaiting(page)) > 0)
const expectErased = (page: Page): Promise<unknown> => until(async () => (await countWaiting(page)) === 0)

/** Sends one of the page's own events and waits for it. Earlier events have been sent by then. */
const expectNothingSent = async (page: Page, name = 'Last'): Promise<void> => {
  await page.evaluate(`analytics.track('${name}'); undefined`)
  await stage.site.event(name)
  expect(stage.site.impressions).toEqual([])
}

describe('consent', () => {
  it('keeps impressions on the device until analytics.js is loaded', async () => {
    const page = await stage.open('/', snippet({ isLoading: false }), plugin(), webExperiment())
    await waits(page)
    await page.evaluate(`analytics.load('WRITEKEY')`)
    await stage.site.impressionsArrived(1)
    await expectErased(page)
  })

  it('keeps impressions on the device, across page loads, until the callback says yes', async () => {
    const { site } = stage
    const page = await stage.open(
      '/',
      options('{ consent: () => window.agreed }'),
      snippet(),
      plugin(),
      webExperiment(),
    )
    await page.waitForFunction('analytics.initialized')
    await waits(page)
    await expectNothingSent(page)
    site.page('/b', html(options('{ consent: () => window.agreed }'), snippet(), plugin()))
    await page.goto(site.url('/b'))
    await page.waitForFunction('analytics.initialized')
    await expectNothingSent(page, 'Last of b')
    await page.evaluate('window.agreed = true')
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.context.page['path']).toBe('/')
  })

  it('deletes them when the callback says no', async () => {
    const page = await stage.open(
      '/',
      options('{ consent: () => window.agreed }'),
      snippet(),
      plugin(),
      webExperiment(),
    )
    await page.waitForFunction('analytics.initialized')
    await waits(page)
    await page.evaluate('window.agreed = false')
    await expectErased(page)
    await page.evaluate('window.agreed = true')
    await page.evaluate(`show('hero-headline')`)
    await stage.site.impressionsArrived(1)
    await page.evaluate(`analytics.track('Last'); undefined`)
    await stage.site.event('Last')
    expect(stage.site.impressions).toHaveLength(1)
  })

  it('counts as undecided if the callback throws', async () => {
    const throwing = options(`{ consent: () => { throw new Error('not yet') } }`)
    const page = await stage.open('/', throwing, snippet(), plugin(), webExperiment())
    await page.waitForFunction('analytics.initialized')
    await waits(page)
    await expectNothingSent(page)
  })

  it('is refused by `consent: false`', async () => {
    const page = await stage.open('/', options('{ consent: false }'), snippet(), plugin(), webExperiment())
    await page.waitForFunction('window.isStarted && analytics.initialized')
    await expectErased(page)
    await expectNothingSent(page)
  })

  it('is refused if window.analytics is null', async () => {
    const { site } = stage
    site.fail('script', 404)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await waits(page)
    site.page('/b', html(code('window.analytics = null'), plugin(), webExperiment()))
    await page.goto(site.url('/b'))
    await page.waitForFunction('window.isStarted')
    await expectErased(page)
  })

  it('is refused if `instance` is null', async () => {
    const page = await stage.open(
      '/',
      npm('window.experimentIntegration = npm.createExperimentIntegration({ instance: null })'),
      snippet(),
      webExperiment(),
    )
    await page.waitForFunction('window.isStarted && analytics.initialized')
    await expectErased(page)
    await expectNothingSent(page)
  })

  it('is refused if analytics.js was loaded with `disable`', async () => {
    const { site } = stage
    site.fail('script', 404)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await waits(page)
    site.fail('script', undefined)
    site.page('/b', html(snippet({ loadOptions: { disable: true } }), plugin(), webExperiment()))
    await page.goto(site.url('/b'))
    await page.waitForFunction('window.isStarted')
    await expectErased(page)
    expect(site.count('track')).toBe(0)
  })

  it('also counts in analytics.js’s middleware: events that it drops aren’t sent', async () => {
    const middleware = code(
      `analytics.addSourceMiddleware(({ payload, next }) => { if (payload.obj.event === 'Last') next(payload) })`,
    )
    const page = await stage.open('/', snippet(), middleware, plugin(), webExperiment())
    await page.waitForFunction('window.isStarted && analytics.initialized')
    await expectNothingSent(page)
  })
})

describe('maxAgeDays', () => {
  const leaveOneBehind = async (): Promise<void> => {
    stage.site.fail('script', 404)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await waits(page)
    await page.close()
    stage.site.fail('script', undefined)
  }

  const openDaysLater = async (days: number, attributes = ''): Promise<Page> => {
    const page = await stage.newPage()
    await page.clock.setSystemTime(Date.now() + days * 864e5)
    stage.site.page('/b', html(snippet(), plugin(attributes)))
    await page.goto(stage.site.url('/b'))
    await page.waitForFunction('analytics.initialized')
    return page
  }

  it('is seven by default: impressions that waited longer are deleted', async () => {
    await leaveOneBehind()
    const page = await openDaysLater(7.1)
    await expectErased(page)
    await expectNothingSent(page)
  })

  it('applies even if analytics.js never loads', async () => {
    await leaveOneBehind()
    const page = await stage.newPage()
    await page.clock.setSystemTime(Date.now() + 8 * 864e5)
    stage.site.page('/b', html(plugin()))
    await page.goto(stage.site.url('/b'))
    await expectErased(page)
  })

  it('is seven by default: impressions that waited less are sent', async () => {
    await leaveOneBehind()
    await openDaysLater(6.9)
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('can be set', async () => {
    await leaveOneBehind()
    const page = await openDaysLater(2, 'data-experiment-impressions-max-age-days="1"')
    await expectErased(page)
    await expectNothingSent(page)
  })
})
