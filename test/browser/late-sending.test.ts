import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, html, plugin, snippet, webExperiment } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'

const stage = useStage()

const knownVisitor = { ajs_user_id: '"USER-A"', ajs_anonymous_id: '"ANON-A"' }

/** Opens `/a`, which shows an impression before Segment loads. `release` lets Segment load. */
const showEarly = async (...parts: readonly string[]): Promise<{ page: Page; release: () => void }> => {
  const { site } = stage
  const release = site.hold('script')
  const page = await stage.open('/a', snippet(), plugin(), webExperiment(), ...parts)
  await page.waitForFunction('window.isStarted')
  return { page, release }
}

const shownAt = ({ properties }: ArrivedEvent): string => new Date(properties['time'] as number).toISOString()

/** The time and the page of `/a`. */
const expectToBeOfA = (impression: ArrivedEvent | undefined): void => {
  expect(impression).toMatchObject({
    timestamp: impression && shownAt(impression),
    context: { page: { path: '/a', url: stage.site.url('/a') } },
  })
}

describe('an impression that is sent late', () => {
  it('keeps its time and page after a navigation within the page', async () => {
    const { page, release } = await showEarly()
    await page.evaluate(`history.pushState({}, '', '/b?y=2'); document.title = 'Another page'`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expectToBeOfA(impression)
    expect(impression?.context.page).toEqual({
      path: '/a',
      referrer: '',
      search: '',
      title: 'Shop',
      url: stage.site.url('/a'),
    })
  })

  it('keeps its time and page if the visitor left before Segment loaded', async () => {
    const { site } = stage
    const { page, release } = await showEarly()
    site.page('/b', html(snippet(), plugin()))
    await page.goto(site.url('/b?y=2'), { waitUntil: 'commit' })
    release()
    const [impression] = await site.impressionsArrived(1)
    expectToBeOfA(impression)
    expect(impression?.context.page).toMatchObject({ search: '', title: 'Shop' })
  })

  it('keeps its person after a login', async () => {
    await stage.store(knownVisitor)
    const { page, release } = await showEarly()
    await page.evaluate(`analytics.identify('USER-B'); analytics.track('Signed In'); undefined`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A', anonymousId: 'ANON-A' })
    expectToBeOfA(impression)
    expect(await stage.site.event('Signed In')).toMatchObject({ userId: 'USER-B' })
  })

  it('names nobody if nobody was logged in', async () => {
    await stage.store({ ajs_anonymous_id: '"ANON-A"' })
    const { page, release } = await showEarly()
    await page.evaluate(`analytics.identify('USER-B'); analytics.track('Signed In'); undefined`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: null, anonymousId: 'ANON-A' })
    expect(await stage.site.event('Signed In')).toMatchObject({ userId: 'USER-B', anonymousId: 'ANON-A' })
  })

  it('keeps its person after a reset, and changes nobody’s id', async () => {
    await stage.store(knownVisitor)
    const { page, release } = await showEarly()
    await page.evaluate(`analytics.reset(); analytics.track('Signed Out'); undefined`)
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A', anonymousId: 'ANON-A' })
    expect((await stage.site.event('Signed Out')).anonymousId).not.toBe('ANON-A')
    expect(await page.evaluate('analytics.user().anonymousId()')).not.toBe('ANON-A')
  })

  it('keeps all three if another person logs in between the impression and its POST', async () => {
    const { site } = stage
    const page = await stage.open('/a', snippet(), plugin(), webExperiment([]))
    await page.waitForFunction('analytics.initialized && window.isStarted')
    await page.evaluate(`analytics.identify('USER-A')`)
    await page.waitForFunction(`analytics.user().id() === 'USER-A'`)
    const release = site.hold('track')
    await page.evaluate(`
      experimentIntegration.track({ eventType: '$impression', eventProperties: { flag_key: 'hero-headline', time: Date.now() } })
      history.pushState({}, '', '/b')
      analytics.reset()
      analytics.identify('USER-B')
      undefined`)
    release()
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A' })
    expectToBeOfA(impression)
  })

  it('keeps all three after late consent', async () => {
    const { site } = stage
    await stage.store(knownVisitor)
    const page = await stage.open('/a', snippet({ isLoading: false }), plugin(), webExperiment())
    await page.waitForFunction('window.isStarted')
    await page.evaluate(`history.pushState({}, '', '/b'); analytics.load('WRITEKEY')`)
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A', anonymousId: 'ANON-A' })
    expectToBeOfA(impression)
  })

  it('keeps all three on a visit days later', async () => {
    const { site, visitor } = stage
    await visitor.addCookies([
      { name: 'ajs_user_id', value: 'USER-A', domain: '.shop.test', path: '/' },
      { name: 'ajs_anonymous_id', value: 'ANON-A', domain: '.shop.test', path: '/' },
    ])
    site.fail('script', 404)
    const first = await stage.open('/a', snippet(), plugin(), webExperiment())
    await first.waitForFunction('window.isStarted')
    await first.close()

    site.fail('script', undefined)
    await visitor.clearCookies()
    const later = await stage.newPage()
    await later.clock.setSystemTime(Date.now() + 3 * 864e5)
    site.page('/b', html(snippet(), plugin(), code(`analytics.identify('USER-B')`)))
    await later.goto(site.url('/b'))
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A', anonymousId: 'ANON-A' })
    expectToBeOfA(impression)
  })

  it('gets the visitor’s first id if there was none yet', async () => {
    const { page, release } = await showEarly()
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(await page.evaluate('analytics.user().anonymousId()'))
  })

  it('never passes an anonymous id in the options of track', async () => {
    await stage.store(knownVisitor)
    const spy = code(`
      analytics.on('initialize', () => setTimeout(() => {
        const track = analytics.track
        window.trackOptions = []
        analytics.track = function (...args) { trackOptions.push(args[2]); return track.apply(this, args) }
        analytics.reset()
        show('hero-headline')
      }))`)
    const { page, release } = await showEarly(spy)
    release()
    await stage.site.impressionsArrived(2)
    const options = await page.evaluate<Record<string, unknown>[]>('trackOptions')
    expect(options.length).toBeGreaterThan(0)
    expect(options.map((each) => Object.keys(each).sort())).toEqual(
      options.map(() => ['context', 'messageId', 'timestamp']),
    )
  })
})
