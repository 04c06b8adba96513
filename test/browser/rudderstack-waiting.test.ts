import { expectWaiting } from './helpers/outbox'
import { code, html, showing, webExperiment } from './helpers/page-parts'
import { isRudderstackLive, rudderstackPlugin, rudderstackSnippet } from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live, flush, expectToBeOfPageA } = useRudderstack()

const plain = [rudderstackSnippet(), rudderstackPlugin()]

const identify = (userId: string): string => code(`rudderanalytics.identify('${userId}')`)

describe('an impression before the SDK is live', () => {
  it('keeps its time and page after a navigation within the page', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    await page.evaluate(`history.pushState({}, '', '/b?y=2'); document.title = 'Another page'`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expectToBeOfPageA(impression)
    expect(impression?.context.page).toMatchObject({ title: 'Shop', referrer: '' })
  })

  it.each([
    ['was blocked', 'script'],
    ['got no source configuration', 'settings'],
  ] as const)('keeps its time and page on the next page if the SDK %s before', async (_how, door) => {
    stage.site.fail(door, 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail(door, undefined)
    await stage.goTo(page, '/b', ...plain)
    const [impression] = await stage.site.impressionsArrived(1)
    expectToBeOfPageA(impression)
    await expectWaiting(page, 0)
  })

  it('is sent once, even if the visitor returns to the page that showed it', async () => {
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
    await flush(page)
    expect(stage.site.impressions).toHaveLength(1)
  })

  it('belongs to the person that the SDK names when it becomes live, before the site’s own calls', async () => {
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

  it('waits while somebody else is logged in, until its viewer is back', async () => {
    const page = await stage.open('/first', rudderstackSnippet(), identify('USER-A'))
    await live(page)
    await page.waitForFunction(`rudderanalytics.getUserId() === 'USER-A'`)
    stage.site.fail('script', 404)
    await stage.goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)

    stage.site.fail('script', undefined)
    await page.clock.install()
    await stage.goTo(
      page,
      '/b',
      rudderstackSnippet(),
      code(`rudderanalytics.reset(true)`),
      identify('USER-B'),
    )
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-B'`)
    await stage.goTo(page, '/c', ...plain)
    await live(page)
    await flush(page, 'Last of B')
    expect(stage.site.impressions).toEqual([])

    await page.evaluate(`rudderanalytics.identify('USER-A')`)
    await page.clock.runFor(5000)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.userId).toBe('USER-A')
    expectToBeOfPageA(impression)
  })

  it('waits while its viewer is logged out', async () => {
    const page = await stage.open('/first', ...plain, identify('USER-A'))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-A'`)
    stage.site.fail('script', 404)
    await stage.goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    await page.clock.install()
    await stage.goTo(page, '/b', rudderstackSnippet(), code(`rudderanalytics.reset()`))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === ''`)
    await stage.goTo(page, '/c', ...plain)
    await live(page)
    await flush(page)
    expect(stage.site.impressions).toEqual([])
    await expectWaiting(page, 1)
  })

  it('gets the user id of its viewer’s later login, and keeps the anonymous id', async () => {
    const page = await stage.open('/first', ...plain)
    await live(page)
    const anonymousId = await page.evaluate('rudderanalytics.getAnonymousId()')
    stage.site.fail('script', 404)
    await stage.goTo(page, '/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    await stage.goTo(page, '/b', rudderstackSnippet(), identify('USER-B'))
    await page.waitForFunction(`${isRudderstackLive} && rudderanalytics.getUserId() === 'USER-B'`)
    await stage.goTo(page, '/c', ...plain)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ anonymousId, userId: 'USER-B' })
  })

  it('waits in memory without storage', async () => {
    const blocked = code(
      `Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })`,
    )
    const release = stage.site.hold('script')
    const page = await stage.open('/a', blocked, ...plain, code(showing()))
    release()
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
    await live(page)
  })

  it('leaves in spite of foreign values under the plugin’s keys', async () => {
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
