import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { flag, plugin, snippet, webExperiment } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { until } from '../helpers/until'

const stage = useStage()

const idsOf = (impressions: readonly ArrivedEvent[]): string[] =>
  impressions.map(({ messageId }) => messageId).sort()

/** An impression as the Experiment client leaves it in its queue for the next integration. */
const stuck = (flagKey: string): object => ({
  eventType: '$impression',
  eventProperties: { flag_key: flagKey, variant: 'treatment', time: Date.now() - 5000 },
})

const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(
    `Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length + (localStorage.getItem('EXP_unsent_$default_instance') ? 1 : 0)`,
  )

const empty = (page: Page): Promise<boolean> => until(async () => (await countWaiting(page)) === 0)

/** Opens `/` in several tabs. Segment loads in all of them at the same moment. */
const openTogether = async (count: number, flags: readonly object[]): Promise<Page[]> => {
  const release = stage.site.hold('script')
  const pages: Page[] = []
  for (let tab = 0; tab < count; tab += 1) {
    const page = await stage.open('/', snippet(), plugin(), webExperiment(flags))
    await page.waitForFunction('window.isStarted')
    pages.push(page)
  }
  release()
  await Promise.all(pages.map((page) => page.waitForFunction('analytics.initialized')))
  return pages
}

describe('messageId', () => {
  it('is the same per impression if two tabs read the Experiment client’s queue', async () => {
    const { site } = stage
    await stage.store({ ajs_anonymous_id: '"ANON-1"' })
    // Each page finds the same two events, as if both tabs had read the queue before either emptied it.
    await stage.store({ EXP_unsent_$default_instance: JSON.stringify([stuck('flag-1'), stuck('flag-2')]) })
    const pages = await openTogether(2, [])
    await until(() => new Set(idsOf(site.impressions)).size === 2)
    await Promise.all(pages.map(empty))
    const last = pages.map((page, tab) => page.evaluate(`analytics.track('Last ${String(tab)}'); undefined`))
    await Promise.all([...last, site.event('Last 0'), site.event('Last 1')])
    expect(new Set(idsOf(site.impressions)).size).toBe(2)
    expect(new Set(site.impressions.map(({ properties }) => properties['flag_key'])).size).toBe(2)
  })

  it('is the same per impression if two tabs send what waits on the device', async () => {
    const { site } = stage
    const pages = await openTogether(2, [
      flag({ key: 'flag-1' }),
      flag({ key: 'flag-2' }),
      flag({ key: 'flag-3' }),
    ])
    await until(() => new Set(idsOf(site.impressions)).size === 6)
    await Promise.all(pages.map(empty))
    const last = pages.map((page, tab) => page.evaluate(`analytics.track('Last ${String(tab)}'); undefined`))
    await Promise.all([...last, site.event('Last 0'), site.event('Last 1')])
    // Two pages showed three flags each.
    expect(new Set(idsOf(site.impressions)).size).toBe(6)
    const shown = site.impressions.map(
      ({ properties, messageId }) => `${String(properties['flag_key'])} ${messageId}`,
    )
    expect(new Set(shown).size).toBe(6)
  })

  it('stays the same when the tracking API fails and analytics.js retries', async () => {
    const { site } = stage
    site.fail('track', 500)
    await stage.open('/', snippet(), plugin(), webExperiment())
    await until(() => site.refused.filter(({ event }) => event === '$impression').length > 0)
    site.fail('track', undefined)
    const [impression] = await site.impressionsArrived(1)
    expect(idsOf(site.refused.filter(({ event }) => event === '$impression'))).toContain(
      impression?.messageId,
    )
  })

  it('differs between real impressions of the same flag and page', async () => {
    const { site } = stage
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await site.impressionsArrived(1)
    await page.evaluate(`show('hero-headline')`)
    const impressions = await site.impressionsArrived(2)
    expect(new Set(idsOf(impressions)).size).toBe(2)
  })

  it('differs between visitors for the very same event', async () => {
    const { site } = stage
    const event = stuck('hero-headline')
    const track = `experimentIntegration.track(${JSON.stringify(event)}); undefined`
    const page = await stage.open('/', snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(track)
    const page2 = await (await stage.newVisitor()).newPage()
    await page2.goto(site.url('/'))
    await page2.waitForFunction('analytics.initialized')
    await page2.evaluate(track)
    const impressions = await site.impressionsArrived(2)
    expect(new Set(idsOf(impressions)).size).toBe(2)
  })

  it('differs between exposures, which have no time', async () => {
    const { site } = stage
    const page = await stage.open(
      '/',
      snippet(),
      plugin(),
      webExperiment([flag({ deliveryMethod: 'feature' })], 'feature'),
    )
    await site.impressionsArrived(1)
    await page.evaluate(`sessionStorage.clear()`)
    await page.reload()
    const impressions = await site.impressionsArrived(2)
    expect(impressions.map(({ event }) => event)).toEqual(['$exposure', '$exposure'])
    expect(new Set(idsOf(impressions)).size).toBe(2)
  })

  it('has at most the 100 characters that Segment allows', async () => {
    await stage.store({
      ajs_anonymous_id: JSON.stringify('x'.repeat(500)),
      ajs_user_id: JSON.stringify('y'.repeat(500)),
    })
    await stage.open(
      '/',
      snippet(),
      plugin(),
      webExperiment([flag(), flag({ key: 'k'.repeat(300), deliveryMethod: 'feature' })]),
    )
    const impressions = await stage.site.impressionsArrived(2)
    for (const { messageId } of impressions) expect(messageId.length).toBeLessThanOrEqual(100)
  })
})
