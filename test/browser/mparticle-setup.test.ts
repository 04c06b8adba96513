import { code, html, webExperiment } from './helpers/page-parts'
import { mparticlePlugin, mparticleSnippet } from './helpers/mparticle-page'
import { snippetOf, useMparticle } from './helpers/use-mparticle'

const { stage, servers, live } = useMparticle()

const plain = [mparticleSnippet(), mparticlePlugin()]

describe('setup', () => {
  const settling = `void experimentIntegration.setup({}).then(() => { window.settled = true }); Promise.resolve().then(() => undefined)`

  it('settles at once if the device is known', async () => {
    await live(await stage.open('/first', mparticleSnippet()))
    stage.site.fail('script', 404)
    await stage.visitor.clock.install()
    await stage.visitor.clock.pauseAt(Date.now() + 1000)
    const page = await stage.open('/', ...plain)
    await page.evaluate(settling)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles within a second if the SDK is blocked', async () => {
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

  it('settles as soon as the SDK knows the person, not just the device', async () => {
    let open = (): void => undefined
    servers.identityGate = new Promise((resolve) => {
      open = resolve
    })
    // The timeout of one second never fires, so only the SDK can settle it.
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
  ])('returns the person that the SDK will name, from %s', async (_where, config) => {
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
    'returns nobody if %s is stored, and breaks nothing',
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
