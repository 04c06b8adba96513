import type { Page } from 'playwright-core'
import { expectWaiting } from './helpers/outbox'
import { code, html, showing, webExperiment } from './helpers/page-parts'
import { rudderstackPlugin, rudderstackSnippet } from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live, flush, expectToBeOfPageA } = useRudderstack()

const plain = [rudderstackSnippet(), rudderstackPlugin()]

describe('two tabs', () => {
  /** Opens a page of these parts in two tabs, and lets their SDKs load at the same moment. */
  const openTogether = async (...parts: readonly string[]): Promise<Page[]> => {
    const release = stage.site.hold('script')
    const pages = [await stage.open('/', ...parts), await stage.open('/', ...parts)]
    release()
    await Promise.all(pages.map(live))
    return pages
  }

  const expectOnce = async (pages: readonly Page[], flags: readonly string[]): Promise<void> => {
    await stage.site.impressionsArrived(flags.length)
    await Promise.all(pages.map((page) => expectWaiting(page, 0)))
    for (const [tab, page] of pages.entries()) {
      await page.clock.install()
      await flush(page, `Last ${String(tab)}`)
    }
    expect(stage.site.impressions.map(({ properties }) => properties['flag_key']).sort()).toEqual(flags)
  }

  it('send their own impressions once each', async () => {
    const first = code(showing('shown-in-both'))
    await expectOnce(await openTogether(...plain, first), ['shown-in-both', 'shown-in-both'])
  })

  it('send the impressions of an earlier page only once', async () => {
    stage.site.fail('script', 404)
    const earlier = await stage.open('/a', ...plain, code(`${showing('one')}; ${showing('two')}`))
    await expectWaiting(earlier, 2)
    await earlier.close()
    stage.site.fail('script', undefined)
    await expectOnce(await openTogether(...plain), ['one', 'two'])
  })

  it('send an impression from the Experiment client’s shared queue only once', async () => {
    const live1 = await stage.open('/first', ...plain)
    await live(live1)
    const page2 = await stage.open('/second', ...plain)
    await live(page2)
    const event = `{ eventType: '$impression', eventProperties: { flag_key: 'queued', time: ${String(Date.now() - 5000)} } }`
    await live1.evaluate(`experimentIntegration.track(${event})`)
    await page2.evaluate(`experimentIntegration.track(${event})`)
    await expectOnce([live1, page2], ['queued'])
  })

  it('send an impression from one tab if the other can’t', async () => {
    stage.site.fail('script', 404)
    const blocked = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(blocked, 1)
    stage.site.fail('script', undefined)
    const page = await stage.newPage()
    await page.clock.install()
    stage.site.page('/b', html(...plain))
    await page.goto(stage.site.url('/b'))
    await live(page)
    // The page that showed it goes first, as long as it may still send it.
    await flush(page)
    expect(stage.site.impressions).toEqual([])
    await page.clock.runFor(10_000)
    expectToBeOfPageA((await stage.site.impressionsArrived(1))[0])
  })
})
