import type { Page } from 'playwright-core'
import { expectWaiting } from './helpers/outbox'
import { code, html, showing, webExperiment } from './helpers/page-parts'
import { rudderstackPlugin, rudderstackSnippet } from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live, flush, expectToBeOfPageA } = useRudderstack()

const plain = [rudderstackSnippet(), rudderstackPlugin()]

describe('two tabs', () => {
  /** Opens a page of these parts in tabs whose SDK comes at the same moment for all. */
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

  it('send what each has shown once', async () => {
    const first = code(showing('shown-in-both'))
    await expectOnce(await openTogether(...plain, first), ['shown-in-both', 'shown-in-both'])
  })

  it('send once what an earlier page has left to both', async () => {
    stage.site.fail('script', 404)
    const earlier = await stage.open('/a', ...plain, code(`${showing('one')}; ${showing('two')}`))
    await expectWaiting(earlier, 2)
    await earlier.close()
    stage.site.fail('script', undefined)
    await expectOnce(await openTogether(...plain), ['one', 'two'])
  })

  it('send once what both take from the Experiment client’s one queue', async () => {
    const live1 = await stage.open('/first', ...plain)
    await live(live1)
    const page2 = await stage.open('/second', ...plain)
    await live(page2)
    const event = `{ eventType: '$impression', eventProperties: { flag_key: 'queued', time: ${String(Date.now() - 5000)} } }`
    await live1.evaluate(`experimentIntegration.track(${event})`)
    await page2.evaluate(`experimentIntegration.track(${event})`)
    await expectOnce([live1, page2], ['queued'])
  })

  it('send by one what the other cannot', async () => {
    stage.site.fail('script', 404)
    const blocked = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(blocked, 1)
    stage.site.fail('script', undefined)
    const page = await stage.newPage()
    await page.clock.install()
    stage.site.page('/b', html(...plain))
    await page.goto(stage.site.url('/b'))
    await live(page)
    // While the page that showed it may still send it, it is left to that.
    await flush(page)
    expect(stage.site.impressions).toEqual([])
    await page.clock.runFor(10_000)
    expectToBeOfPageA((await stage.site.impressionsArrived(1))[0])
  })
})
