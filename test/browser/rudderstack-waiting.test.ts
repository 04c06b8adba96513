import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { code, html, showing, webExperiment } from './helpers/page-parts'
import {
  isRudderstackLive,
  rudderstackPlugin,
  rudderstackSdk,
  rudderstackSnippet,
} from './helpers/rudderstack-page'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'

/** What becomes of an impression that RudderStack's SDK cannot take yet. */

const stage = useStage()

beforeAll(() => {
  stage.site.sdk('/rudderstack.js', rudderstackSdk())
})

const live = (page: Page): Promise<unknown> => page.waitForFunction(isRudderstackLive)

/** The impressions on the device, without the traces of those that were handed over. */
const waitingOn = (page: Page): Promise<string[]> =>
  page.evaluate(
    `Object.entries(localStorage).filter(([key, value]) => key.startsWith('experiment-impressions:') && JSON.parse(value).event).map(([, value]) => value)`,
  )

const expectWaiting = async (page: Page, count: number): Promise<unknown> =>
  until(
    async () => (await waitingOn(page)).length === count,
    () => `not ${String(count)} waiting`,
  )

/** Sends an event of the page's own and waits for it, once all timers have run for a while. */
const last = async (page: Page, name = 'Last'): Promise<void> => {
  await page.clock.runFor(5000)
  await page.evaluate(`rudderanalytics.track('${name}')`)
  await stage.site.event(name)
}

const plain = [rudderstackSnippet(), rudderstackPlugin()]

const identify = (userId: string): string => code(`rudderanalytics.identify('${userId}')`)

/** Goes to a page of these parts in the same tab. */
const goTo = async (page: Page, path: string, ...parts: readonly string[]): Promise<void> => {
  stage.site.page(path, html(...parts))
  await page.goto(stage.site.url(path), { waitUntil: 'domcontentloaded' })
}

const expectToBeOfA = (impression: ArrivedEvent | undefined): void => {
  expect(impression).toMatchObject({
    originalTimestamp: new Date(impression?.properties['time'] as number).toISOString(),
    context: {
      page: { path: '/a', url: stage.site.url('/a'), tab_url: stage.site.url('/a'), search: '' },
    },
  })
}

describe('an impression that the SDK takes late', () => {
  it('keeps moment and page after a navigation within the page', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    await page.evaluate(`history.pushState({}, '', '/b?y=2'); document.title = 'Another page'`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expectToBeOfA(impression)
    expect(impression?.context.page).toMatchObject({ title: 'Shop', referrer: '' })
  })

  it.each([
    ['was blocked', 'script'],
    ['got no source configuration', 'settings'],
  ] as const)('keeps moment and page on the next page, where it %s before', async (_how, door) => {
    stage.site.fail(door, 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail(door, undefined)
    await goTo(page, '/b', ...plain)
    const [impression] = await stage.site.impressionsArrived(1)
    expectToBeOfA(impression)
    await expectWaiting(page, 0)
  })

  it('is sent once, also if the page that showed it is come back to', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/a', ...plain, code(showing()))
    await expectWaiting(page, 1)
    stage.site.page('/b', html(...plain))
    await page.goto(stage.site.url('/b'), { waitUntil: 'commit' })
    release()
    await stage.site.impressionsArrived(1)
    stage.site.page('/a', html(...plain))
    await page.goBack()
    await live(page)
    await page.clock.install()
    await last(page)
    expect(stage.site.impressions).toHaveLength(1)
  })

  it('is of whom the SDK names as it becomes live, before the site’s own calls', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open(
      '/a',
      rudderstackSnippet(),
      identify('USER-B'),
      rudderstackPlugin(),
      webExperiment(),
    )
    await expectWaiting(page, 1)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.userId).toBe('')
    expect(impression?.anonymousId).toBe(await page.evaluate('rudderanalytics.getAnonymousId()'))
    await page.waitForFunction(`rudderanalytics.getUserId() === 'USER-B'`)
  })

  it('waits where somebody else has logged in, until the one who saw it is back', async () => {
    const page = await stage.open('/first', rudderstackSnippet(), identify('USER-A'))
    await live(page)
    await page.waitForFunction(`rudderanalytics.getUserId() === 'USER-A'`)
    stage.site.fail('script', 404)
    await goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)

    stage.site.fail('script', undefined)
    await page.clock.install()
    await goTo(page, '/b', rudderstackSnippet(), code(`rudderanalytics.reset(true)`), identify('USER-B'))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-B'`)
    await goTo(page, '/c', ...plain)
    await live(page)
    await last(page, 'Last of B')
    expect(stage.site.impressions).toEqual([])

    await page.evaluate(`rudderanalytics.identify('USER-A')`)
    await page.clock.runFor(5000)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.userId).toBe('USER-A')
    expectToBeOfA(impression)
  })

  it('waits where the one who saw it has logged out', async () => {
    const page = await stage.open('/first', ...plain, identify('USER-A'))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-A'`)
    stage.site.fail('script', 404)
    await goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    await page.clock.install()
    await goTo(page, '/b', rudderstackSnippet(), code(`rudderanalytics.reset()`))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === ''`)
    await goTo(page, '/c', ...plain)
    await live(page)
    await last(page)
    expect(stage.site.impressions).toEqual([])
    await expectWaiting(page, 1)
  })

  it('is nobody’s no more where its viewer has logged in, under the anonymous id that saw it', async () => {
    const page = await stage.open('/first', ...plain)
    await live(page)
    const anonymousId = await page.evaluate('rudderanalytics.getAnonymousId()')
    stage.site.fail('script', 404)
    await goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    await goTo(page, '/b', rudderstackSnippet(), identify('USER-B'))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-B'`)
    await goTo(page, '/c', ...plain)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ anonymousId, userId: 'USER-B' })
  })

  it('waits in memory where there is no storage', async () => {
    const blocked = code(
      `Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })`,
    )
    const release = stage.site.hold('script')
    const page = await stage.open('/a', blocked, ...plain, code(showing()))
    release()
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
    await live(page)
  })

  it('is not held up by what others have written in its place', async () => {
    await stage.store({
      'experiment-impressions:exp-1:rudderstack': 'null',
      'experiment-impressions:exp-2:rudderstack': '{"options":{"timestamp":{}}}',
      'experiment-impressions:exp-3:rudderstack': `{"event":{},"options":{"timestamp":"${new Date().toISOString()}"}}`,
      'experiment-impressions:exp-4:rudderstack': `{"event":"X","viewer":7,"options":{"timestamp":"${new Date().toISOString()}"}}`,
    })
    const page = await stage.open('/a', ...plain, webExperiment())
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
    await expectWaiting(page, 0)
  })
})

describe('consent', () => {
  const asking = code(`window.experimentImpressions = { consent: () => window.agreed }`)
  const undecided = [asking, ...plain]

  it('keeps an impression on the device, over page loads, until the callback says yes', async () => {
    const page = await stage.open('/a', ...undecided, webExperiment())
    await live(page)
    await expectWaiting(page, 1)
    await goTo(page, '/b', ...undecided)
    await live(page)
    await page.evaluate('window.agreed = true')
    expectToBeOfA((await stage.site.impressionsArrived(1))[0])
    await expectWaiting(page, 0)
  })

  it('erases it when the callback says no', async () => {
    const page = await stage.open('/a', ...undecided, webExperiment())
    await live(page)
    await expectWaiting(page, 1)
    await page.evaluate('window.agreed = false')
    await expectWaiting(page, 0)
    await page.evaluate('window.agreed = true')
    await page.evaluate(showing('after'))
    const impressions = await stage.site.impressionsArrived(1)
    expect(impressions.map(({ properties }) => properties['flag_key'])).toEqual(['after'])
  })

  it('is refused, and what waits erased, where window.rudderanalytics is null', async () => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    await goTo(page, '/b', code('window.rudderanalytics = null'), rudderstackPlugin(), webExperiment())
    await page.waitForFunction('window.isStarted')
    await expectWaiting(page, 0)
  })

  it('is what the SDK’s own pre-consent makes of it: it takes the impression, and sends it after `consent`', async () => {
    const loadOptions = {
      consentManagement: { enabled: true, provider: 'custom' },
      preConsent: { enabled: true, storage: { strategy: 'anonymousId' }, events: { delivery: 'buffer' } },
    }
    const page = await stage.open(
      '/a',
      rudderstackSnippet({ loadOptions }),
      rudderstackPlugin(),
      webExperiment(),
    )
    await live(page)
    await expectWaiting(page, 0)
    expect(stage.site.arrived).toEqual([])
    await page.evaluate(
      `rudderanalytics.consent({ consentManagement: { enabled: true, provider: 'custom', allowedConsentIds: ['all'] } })`,
    )
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(await page.evaluate('rudderanalytics.getAnonymousId()'))
  })
})

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
      await last(page, `Last ${String(tab)}`)
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
    await last(page)
    expect(stage.site.impressions).toEqual([])
    await page.clock.runFor(10_000)
    expectToBeOfA((await stage.site.impressionsArrived(1))[0])
  })
})
