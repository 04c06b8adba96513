import type { Page } from 'playwright-core'
import { html, showing, webExperiment } from './helpers/page-parts'
import { useStage } from './helpers/stage'
import { waysIn } from './helpers/ways-in'

const stage = useStage()

const storeUserA = (): Promise<unknown> =>
  stage.store({ ajs_user_id: '"USER-A"', ajs_anonymous_id: '"ANON-A"' })

const isConnected = (page: Page): Promise<unknown> =>
  page.waitForFunction(`(own.initialized || own.instance?.initialized) && window.experimentIntegration`)

describe.each(waysIn)('by $name, an impression', ({ parts, isEarly }) => {
  const openLive = async (): Promise<Page> => {
    const page = await stage.open('/products', ...parts)
    await isConnected(page)
    return page
  }

  it('arrives in exactly its pre-transformation form, and only other events are forwarded', async () => {
    await storeUserA()
    const { site } = stage
    site.page('/products', html(...parts))
    const page = await stage.newPage()
    await page.goto(site.url('/products?utm_source=x'))
    await isConnected(page)
    await stage.startExperiment(page)
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({
      type: 'track',
      event: '$impression',
      userId: 'USER-A',
      anonymousId: 'ANON-A',
      messageId: expect.stringMatching(/^exp-.{1,96}$/) as string,
      timestamp: new Date(impression?.properties['time'] as number).toISOString(),
    })
    expect(impression?.properties).toEqual({
      flag_key: 'hero-headline',
      experiment_key: 'exp-1',
      variant: 'treatment',
      metadata: {
        deployed: true,
        evaluationMode: 'local',
        experimentKey: 'exp-1',
        flagType: 'experiment',
        flagVersion: 7,
        deliveryMethod: 'web',
        segmentName: 'All Other Users',
        url: site.url('/products'),
      },
      time: expect.any(Number) as number,
    })
    expect(impression?.context.page).toEqual({
      path: '/products',
      referrer: '',
      search: '?utm_source=x',
      title: 'Shop',
      url: site.url('/products?utm_source=x'),
    })
    expect(impression?.context.campaign).toEqual({ source: 'x' })
    expect(JSON.stringify(impression?.context)).not.toMatch(/USER-A|ANON-A|experiment-?impressions/i)

    await page.evaluate(`own.track('Product Added', { sku: 'a' }); undefined`)
    await site.event('Product Added')
    expect(await page.evaluate('forwarded')).toEqual([
      { event_type: 'Product Added', event_properties: { sku: 'a' } },
    ])
  })

  it('belongs to the person who saw it: to nobody before a login, to one person before the next', async () => {
    const { site } = stage
    const page = await openLive()
    const anonymousId = await page.evaluate('(own.instance ?? own).user().anonymousId()')
    const release = site.hold('track')
    await page.evaluate(`
      ${showing('nobody')}
      own.identify('USER-A')
      ${showing('user-a')}
      own.reset()
      own.identify('USER-B')
      own.track('Signed In')
      undefined`)
    release()
    const impressions = await site.impressionsArrived(2)
    const of = (flagKey: string) => impressions.find(({ properties }) => properties['flag_key'] === flagKey)
    expect(of('nobody')).toMatchObject({ userId: null, anonymousId })
    expect(of('user-a')).toMatchObject({ userId: 'USER-A', anonymousId })
    expect(await site.event('Signed In')).toMatchObject({ userId: 'USER-B' })
    expect((await site.event('Signed In')).anonymousId).not.toBe(anonymousId)
  })

  it('is kept if a middleware never answers and the visitor leaves, and sent once when the visitor returns', async () => {
    const { site } = stage
    const page = await openLive()
    await page.evaluate(
      `own.addSourceMiddleware(() => new Promise(() => { window.isOnItsWay = true })).then(() => {})`,
    )
    await page.evaluate(`${showing()}; undefined`)
    await page.waitForFunction('window.isOnItsWay')
    site.page('/back', html(...parts))
    await page.goto(site.url('/back'))
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.context.page['path']).toBe('/products')
    await page.evaluate(`own.track('Last'); undefined`)
    await site.event('Last')
    expect(site.impressions).toHaveLength(1)
  })

  it('keeps its time, page and person if it is shown before analytics.js is live', async () => {
    const { site, visitor } = stage
    await storeUserA()
    await visitor.clock.install()
    const release = site.hold('settings')
    const page = await stage.open('/a', ...parts, webExperiment())
    await page.waitForFunction('window.isStarted')
    expect(await page.evaluate('Boolean(window.experimentIntegration)')).toBe(isEarly)
    await page.evaluate(`history.pushState({}, '', '/b')`)
    release()
    await isConnected(page)
    // An integration that arrives after the Experiment client has started takes over a second later.
    await page.clock.fastForward(1000)
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({
      userId: 'USER-A',
      anonymousId: 'ANON-A',
      timestamp: new Date(impression?.properties['time'] as number).toISOString(),
      context: { page: { path: '/a', url: site.url('/a') } },
    })
  })
})

describe.each(waysIn.filter(({ isEarly }) => isEarly))('by $name, an early impression', ({ parts }) => {
  it('doesn’t belong to a person who logs in before analytics.js is live', async () => {
    const { site } = stage
    await storeUserA()
    const release = site.hold('settings')
    const page = await stage.open('/', ...parts, webExperiment())
    await page.waitForFunction('window.isStarted')
    await page.evaluate(`own.reset(); own.identify('USER-B'); own.track('Signed In'); undefined`)
    release()
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({ userId: 'USER-A', anonymousId: 'ANON-A' })
    expect(await site.event('Signed In')).toMatchObject({ userId: 'USER-B' })
  })
})
