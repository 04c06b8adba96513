import type { Page, Route } from 'playwright-core'
import { until } from '../helpers/until'
import { code, flag, html, showing, webExperiment } from './helpers/page-parts'
import {
  initFromNpm,
  isMparticleLive,
  mparticleNpm,
  mparticlePlugin,
  mparticleSdk,
  MparticleServers,
  mparticleSnippet,
} from './helpers/mparticle-page'
import { useStage } from './helpers/stage'

/**
 * A page with mParticle's real SDK and the real Experiment JS client. mParticle's servers are played in the browser: their
 * protocol is not Segment's, which the sandbox speaks.
 */

const stage = useStage()
const servers = new MparticleServers()

beforeAll(() => {
  stage.site.sdk('/mparticle.js', mparticleSdk())
  stage.site.sdk('/npm-mparticle.js', mparticleNpm())
})
beforeEach(async () => {
  servers.reset()
  await servers.answerIn(stage.visitor)
})

const npm = (ownCode: string): string => `<script src="/npm-mparticle.js"></script>${code(ownCode)}`

const live = (page: Page): Promise<unknown> => page.waitForFunction(isMparticleLive)

/** The snippet of a site that says on each page who is logged in. */
const snippetOf = (customerid?: string, config: object = {}): string =>
  mparticleSnippet({
    ownConfig: { ...config, ...(customerid && { identifyRequest: { userIdentities: { customerid } } }) },
  })

const plain = [mparticleSnippet(), mparticlePlugin()]

/** The impressions on the device, without the traces of those that were handed over. */
const expectWaiting = async (page: Page, count: number): Promise<unknown> =>
  until(
    async () =>
      count ===
      (await page.evaluate<number>(
        `Object.entries(localStorage).filter(([key, value]) => key.startsWith('experiment-impressions:') && JSON.parse(value).event).length`,
      )),
    () => `not ${String(count)} waiting`,
  )

/** Sends an event of the page's own and waits for it, once all timers have run for a while. */
const last = async (page: Page, name = 'Last'): Promise<void> => {
  await page.clock.runFor(5000)
  await page.evaluate(`mParticle.logEvent('${name}')`)
  await servers.event(name)
}

/** Goes to a page of these parts in the same tab. */
const goTo = async (page: Page, path: string, ...parts: readonly string[]): Promise<void> => {
  stage.site.page(path, html(...parts))
  await page.goto(stage.site.url(path), { waitUntil: 'domcontentloaded' })
}

describe('an impression', () => {
  it('is a custom event with plain attributes, of the person and the device', async () => {
    const page = await stage.open('/a', snippetOf('USER-1'), mparticlePlugin(), webExperiment())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression).toEqual({
      name: '$impression',
      category: 'user_content',
      messageId: expect.stringMatching(/^exp-\d+-/) as string,
      mpid: 'MPID-USER-1',
      customerId: 'USER-1',
      deviceId: await page.evaluate('mParticle.getDeviceId()'),
      attributes: {
        flag_key: 'hero-headline',
        experiment_key: 'exp-1',
        variant: 'treatment',
        time: expect.any(Number) as number,
        metadata_deployed: true,
        metadata_evaluationMode: 'local',
        metadata_experimentKey: 'exp-1',
        metadata_flagType: 'experiment',
        metadata_flagVersion: 7,
        metadata_deliveryMethod: 'web',
        metadata_segmentName: 'All Other Users',
        metadata_url: stage.site.url('/a'),
      },
    })
  })

  it('has the category of the `eventType` option', async () => {
    const options = code(`window.experimentImpressions = { eventType: 1 }`)
    await stage.open('/', options, ...plain, webExperiment())
    expect((await servers.impressionsArrived(1))[0]?.category).toBe('navigation')
  })

  it('leaves at once where the SDK is live, without a warning of mParticle', async () => {
    const page = await stage.open(
      '/',
      mparticleSnippet({ ownConfig: { logLevel: 'warning' } }),
      mparticlePlugin(),
    )
    await live(page)
    const warned: string[] = []
    page.on('console', (message) => warned.push(message.text()))
    await page.evaluate(showing())
    await servers.impressionsArrived(1)
    expect(warned).toEqual([])
  })

  it('is not sent by an SDK that the visitor has opted out of', async () => {
    const page = await stage.open('/', ...plain)
    await live(page)
    await page.evaluate(`mParticle.setOptOut(true); ${showing()}`)
    await page.evaluate(`mParticle.setOptOut(false); mParticle.logEvent('Last')`)
    await servers.event('Last')
    expect(servers.impressions).toEqual([])
  })
})

describe('the ways in', () => {
  const create = (options: string): string =>
    `window.experimentIntegration = npm.createMparticleIntegration(${options})`

  it.each([
    ['the SDK before it is started', `${create('{ instance: npm.mParticle }')}; ${initFromNpm()}`],
    ['whatever is on window', `${initFromNpm()}; ${create('')}`],
    [
      'an instance with a name',
      `${initFromNpm().replace(/\)$/, `, 'other')`)}; ${create(`{ instance: npm.mParticle.getInstance('other') }`)}`,
    ],
    [
      'another property of window',
      `window.mp = npm.mParticle; ${create(`{ instanceKey: 'mp' }`)}; ${initFromNpm()}`,
    ],
  ])('from npm: %s', async (_what, ownCode) => {
    const page = await stage.open('/', npm(ownCode), webExperiment())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.deviceId).toBe(await page.evaluate('experimentIntegration.getUser().device_id'))
  })

  it('takes over from a Web Experiment script that has started without, and drains what is stuck', async () => {
    const page = await stage.open('/', mparticleSnippet(), webExperiment([flag(), flag({ key: 'other' })]))
    await page.waitForFunction('window.isStarted')
    await live(page)
    await page.addScriptTag({ url: '/experiment-impressions-mparticle.min.js' })
    const impressions = await servers.impressionsArrived(2)
    expect(impressions.map(({ attributes }) => attributes['flag_key']).sort()).toEqual([
      'hero-headline',
      'other',
    ])
  })
})

describe('setup', () => {
  const settling = `void experimentIntegration.setup({}).then(() => { window.settled = true }); Promise.resolve().then(() => undefined)`

  it('settles at once where the device is known', async () => {
    await live(await stage.open('/first', mparticleSnippet()))
    stage.site.fail('script', 404)
    await stage.visitor.clock.install()
    await stage.visitor.clock.pauseAt(Date.now() + 1000)
    const page = await stage.open('/', ...plain)
    await page.evaluate(settling)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles within a second where the SDK is blocked', async () => {
    stage.site.fail('script', 404)
    await stage.visitor.clock.install({ time: 0 })
    await stage.visitor.clock.pauseAt(1000)
    const page = await stage.open('/', ...plain)
    await page.evaluate(settling)
    await page.clock.runFor(900)
    expect(await page.evaluate('window.settled')).toBeUndefined()
    await page.clock.runFor(100)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles as soon as the SDK knows who is there, not when it has stored the device alone', async () => {
    let open = (): void => undefined
    servers.identityGate = new Promise((resolve) => {
      open = resolve
    })
    // A second lasts for ever, so that nothing but the SDK settles it.
    const patience = code(`
      const later = window.setTimeout
      window.looks = 0
      window.setTimeout = (work, ms, ...rest) => {
        if (ms === 50) looks += 1
        return ms === 1000 ? 0 : later(work, ms, ...rest)
      }`)
    const settling = code(`window.settling = experimentIntegration.setup({})`)
    const page = await stage.open('/', patience, snippetOf('USER-1'), mparticlePlugin(), settling)
    await page.waitForFunction(`localStorage.getItem('mprtcl-v4_abc123')?.includes('das')`)
    const looks = await page.evaluate<number>('looks')
    await page.waitForFunction(`looks > ${String(looks + 1)}`)
    await page.evaluate(`void settling.then(() => { window.settledAs = experimentIntegration.getUser() })`)
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({
      device_id: await page.evaluate('mParticle.getDeviceId()'),
    })
    open()
    await page.waitForFunction('window.settledAs')
    expect(await page.evaluate('settledAs')).toMatchObject({ user_id: 'USER-1' })
  })
})

describe('getUser before the SDK is live', () => {
  it.each([
    ['localStorage', {}],
    ['a cookie', { useCookieStorage: true }],
  ])('is whom the SDK will name, from %s', async (_where, config) => {
    const page = await stage.open('/first', snippetOf('USER-1', config))
    await live(page)
    await page.evaluate(`mParticle.Identity.getCurrentUser().setUserAttribute('plan', 'prö')`)
    const release = stage.site.hold('script')
    stage.site.page('/', html(snippetOf('USER-1', config), mparticlePlugin()))
    await page.goto(stage.site.url('/'), { waitUntil: 'commit' })
    await page.waitForFunction('window.experimentIntegration')
    const before = await page.evaluate('experimentIntegration.getUser()')
    release()
    await live(page)
    expect(before).toEqual({
      user_id: 'USER-1',
      device_id: await page.evaluate('mParticle.getDeviceId()'),
      user_properties: { plan: 'prö' },
    })
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual(before)
  })

  it.each([['{'], ['null'], ['7'], [`{'cu':'A'|'A':{'ui':'%'|'ua':7}|'gs':{'das':{}}}`]])(
    'is nobody where %s is stored, and breaks nothing',
    async (stored) => {
      await stage.store({ 'mprtcl-v4_abc123': stored })
      const release = stage.site.hold('script')
      const page = await stage.open('/', ...plain, webExperiment())
      expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
      release()
      expect(await servers.impressionsArrived(1)).toHaveLength(1)
    },
  )
})

describe('an impression that the SDK takes late', () => {
  it('keeps its moment and its address, in its attributes', async () => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    const leftAt = Date.now()
    stage.site.fail('script', undefined)
    await goTo(page, '/b', ...plain)
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.attributes).toMatchObject({ metadata_url: stage.site.url('/a') })
    expect(impression?.attributes['time']).toBeLessThanOrEqual(leftAt)
    await expectWaiting(page, 0)
  })

  it('goes out before what the site does next, once mParticle’s servers have said who is there', async () => {
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

  it('waits where somebody else has logged in, until the one who saw it is back', async () => {
    const page = await stage.open('/first', snippetOf('USER-A'))
    await live(page)
    stage.site.fail('script', 404)
    await goTo(page, '/a', snippetOf('USER-A'), mparticlePlugin(), webExperiment())
    await expectWaiting(page, 1)

    stage.site.fail('script', undefined)
    await page.clock.install()
    await goTo(page, '/b', ...plain)
    await live(page)
    await page.evaluate(`void new Promise((resolve) => mParticle.Identity.logout({}, resolve)).then(() =>
      mParticle.Identity.login({ userIdentities: { customerid: 'USER-B' } }))`)
    await page.waitForFunction(`mParticle.Identity.getCurrentUser().getMPID() === 'MPID-USER-B'`)
    await goTo(page, '/c', ...plain)
    await live(page)
    await last(page)
    expect(servers.impressions).toEqual([])

    await page.evaluate(`mParticle.Identity.login({ userIdentities: { customerid: 'USER-A' } })`)
    await page.waitForFunction(`mParticle.Identity.getCurrentUser().getMPID() === 'MPID-USER-A'`)
    await page.clock.runFor(5000)
    const [impression] = await servers.impressionsArrived(1)
    expect(impression).toMatchObject({ mpid: 'MPID-USER-A', customerId: 'USER-A' })
  })

  it('of a visitor who was not logged in goes out under the login that the device has by then', async () => {
    await live(await stage.open('/first', mparticleSnippet()))
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    stage.site.fail('script', undefined)
    // After the session of the first page the SDK asks again who is there.
    await page.evaluate(
      `localStorage.setItem('mprtcl-v4_abc123', localStorage.getItem('mprtcl-v4_abc123').replace(/'sid':'[^']*'\\|/, ''))`,
    )
    await goTo(page, '/b', snippetOf('USER-B'), mparticlePlugin())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.mpid).toBe('MPID-USER-B')
  })

  it.each([
    ['cannot be reached', (route: Route) => route.abort()],
    ['refuse', (route: Route) => route.fulfill({ status: 400, json: { errors: [{ message: 'no' }] } })],
  ])('waits where mParticle’s servers %s', async (_how, answer) => {
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
    await goTo(page, '/b', ...plain)
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
  ])('erases it where %s', async (_how, part, refuse) => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', part, ...plain, webExperiment())
    await expectWaiting(page, 1)
    await page.evaluate(refuse)
    await expectWaiting(page, 0)
  })
})

describe('two tabs', () => {
  it('send once what an earlier page has left to both, and what both take from the client’s one queue', async () => {
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
      await last(page, `Last ${String(tab)}`)
    }
    expect(servers.impressions.map(({ attributes }) => attributes['flag_key']).sort()).toEqual([
      'one',
      'queued',
      'two',
    ])
  })
})
