import type { Route } from 'playwright-core'
import { until } from '../helpers/until'
import { mparticlePlugin, mparticleSnippet } from './helpers/mparticle-page'
import { expectWaiting } from './helpers/outbox'
import { code, showing, webExperiment } from './helpers/page-parts'
import { snippetOf, useMparticle } from './helpers/use-mparticle'

const { stage, servers, live, flush } = useMparticle()

const plain = [mparticleSnippet(), mparticlePlugin()]

describe('an impression before the SDK is live', () => {
  it('keeps its time and its address in its attributes', async () => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    const leftAt = Date.now()
    stage.site.fail('script', undefined)
    await stage.goTo(page, '/b', ...plain)
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.attributes).toMatchObject({ metadata_url: stage.site.url('/a') })
    expect(impression?.attributes['time']).toBeLessThanOrEqual(leftAt)
    await expectWaiting(page, 0)
  })

  it('leaves before the site’s own events once mParticle’s servers have identified the visitor', async () => {
    let open = (): void => undefined
    servers.identityGate = new Promise((resolve) => {
      open = resolve
    })
    const page = await stage.open('/', ...plain, webExperiment(), code(`mParticle.logEvent('Last')`))
    await expectWaiting(page, 1)
    open()
    await servers.event('Last')
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.mpid).toBe('MPID-nobody')
  })

  it('waits while somebody else is logged in, until its viewer is back', async () => {
    const page = await stage.open('/first', snippetOf('USER-A'))
    await live(page)
    stage.site.fail('script', 404)
    await stage.goTo(page, '/a', snippetOf('USER-A'), mparticlePlugin(), webExperiment())
    await expectWaiting(page, 1)

    stage.site.fail('script', undefined)
    await page.clock.install()
    await stage.goTo(page, '/b', ...plain)
    await live(page)
    await page.evaluate(`void new Promise((resolve) => mParticle.Identity.logout({}, resolve)).then(() =>
      mParticle.Identity.login({ userIdentities: { customerid: 'USER-B' } }))`)
    await page.waitForFunction(`mParticle.Identity.getCurrentUser().getMPID() === 'MPID-USER-B'`)
    await stage.goTo(page, '/c', ...plain)
    await live(page)
    await flush(page)
    expect(servers.impressions).toEqual([])

    await page.evaluate(`mParticle.Identity.login({ userIdentities: { customerid: 'USER-A' } })`)
    await page.waitForFunction(`mParticle.Identity.getCurrentUser().getMPID() === 'MPID-USER-A'`)
    await page.clock.runFor(5000)
    const [impression] = await servers.impressionsArrived(1)
    expect(impression).toMatchObject({ mpid: 'MPID-USER-A', customerId: 'USER-A' })
  })

  it('leaves under the device’s current login if its viewer wasn’t logged in', async () => {
    await live(await stage.open('/first', mparticleSnippet()))
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    // Ends the first page's session, after which the SDK identifies the visitor again.
    await page.evaluate(
      `localStorage.setItem('mprtcl-v4_abc123', localStorage.getItem('mprtcl-v4_abc123').replace(/'sid':'[^']*'\\|/, ''))`,
    )
    await stage.goTo(page, '/b', snippetOf('USER-B'), mparticlePlugin())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.mpid).toBe('MPID-USER-B')
  })

  it.each([
    ['are unreachable', (route: Route) => route.abort()],
    ['refuse', (route: Route) => route.fulfill({ status: 400, json: { errors: [{ message: 'no' }] } })],
  ])('waits if mParticle’s servers %s', async (_how, answer) => {
    let asked = 0
    await stage.visitor.route('https://identity.mparticle.com/**', async (route) => {
      asked += 1
      await answer(route)
    })
    const page = await stage.open('/a', ...plain, webExperiment())
    await until(() => asked > 0)
    await expectWaiting(page, 1)
    await page.clock.install()
    await page.clock.runFor(5000)
    await expectWaiting(page, 1)
    await stage.visitor.unroute('https://identity.mparticle.com/**')
    await servers.answerIn(stage.visitor)
    await stage.goTo(page, '/b', ...plain)
    expect(await servers.impressionsArrived(1)).toHaveLength(1)
  })
})

describe('consent', () => {
  const asking = code(`window.experimentImpressions = { consent: () => window.agreed }`)

  it('keeps an impression on the device until the callback says yes', async () => {
    const page = await stage.open('/a', asking, ...plain, webExperiment())
    await live(page)
    await expectWaiting(page, 1)
    await page.evaluate(`mParticle.logEvent('Before')`)
    await servers.event('Before')
    expect(servers.impressions).toEqual([])
    await page.evaluate('window.agreed = true')
    expect(await servers.impressionsArrived(1)).toHaveLength(1)
    await expectWaiting(page, 0)
  })

  it.each([
    ['the callback says no', asking, 'window.agreed = false'],
    ['window.mParticle becomes null', '', 'window.mParticle = null'],
  ])('erases it if %s', async (_how, part, refuse) => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', part, ...plain, webExperiment())
    await expectWaiting(page, 1)
    await page.evaluate(refuse)
    await expectWaiting(page, 0)
  })
})

describe('two tabs', () => {
  it('send impressions of an earlier page and of the client’s shared queue only once', async () => {
    stage.site.fail('script', 404)
    const earlier = await stage.open('/a', ...plain, code(`${showing('one')}; ${showing('two')}`))
    await expectWaiting(earlier, 2)
    await earlier.close()
    stage.site.fail('script', undefined)
    const pages = [await stage.open('/', ...plain), await stage.open('/', ...plain)]
    await Promise.all(pages.map(live))
    const queued = `experimentIntegration.track({ eventType: '$impression', eventProperties: { flag_key: 'queued', time: ${String(Date.now() - 5000)} } })`
    for (const page of pages) await page.evaluate(queued)
    await servers.impressionsArrived(3)
    for (const [tab, page] of pages.entries()) {
      await expectWaiting(page, 0)
      await page.clock.install()
      await flush(page, `Last ${String(tab)}`)
    }
    expect(servers.impressions.map(({ attributes }) => attributes['flag_key']).sort()).toEqual([
      'one',
      'queued',
      'two',
    ])
  })
})
