import type { Page } from 'playwright-core'
import { code, html, showing, webExperiment, withoutSetupTimeout } from './helpers/page-parts'
import { rudderstackPlugin, rudderstackSnippet } from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live } = useRudderstack()

describe('setup', () => {
  /** Calls `setup` on a page with a stopped clock, and records when it settles. */
  const openStill = async (...parts: readonly string[]): Promise<Page> => {
    await stage.visitor.clock.install({ time: 0 })
    await stage.visitor.clock.pauseAt(1000)
    const page = await stage.open('/', ...parts)
    await page.evaluate(
      `void experimentIntegration.setup({}).then(() => { window.settled = true }); Promise.resolve().then(() => undefined)`,
    )
    return page
  }

  it('settles at once if an anonymous id is stored', async () => {
    await live(await stage.open('/first', rudderstackSnippet()))
    stage.site.fail('script', 404)
    const page = await openStill(rudderstackSnippet(), rudderstackPlugin())
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it.each([
    ['is blocked', 'script'],
    ['has a source configuration that fails', 'settings'],
  ] as const)('settles within a second if the SDK %s', async (_how, door) => {
    stage.site.fail(door, 404)
    const page = await openStill(rudderstackSnippet(), rudderstackPlugin())
    await page.clock.runFor(900)
    expect(await page.evaluate('window.settled')).toBeUndefined()
    await page.clock.runFor(100)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles as soon as the SDK is live', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/', withoutSetupTimeout, rudderstackSnippet(), rudderstackPlugin())
    await page.evaluate(`void experimentIntegration.setup({}).then(() => { window.settled = true })`)
    release()
    await page.waitForFunction('window.settled')
    expect(await page.evaluate('experimentIntegration.getUser().device_id')).toBe(
      await page.evaluate('rudderanalytics.getAnonymousId()'),
    )
  })

  it('doesn’t wait for destinations on the page, nor does the first impression', async () => {
    stage.site.destinations = [
      {
        id: 'slow',
        enabled: true,
        config: {},
        destinationDefinition: { name: 'GA4', displayName: 'Google Analytics 4 (GA4)' },
      },
    ]
    const asked = new Promise((resolve) => {
      void stage.visitor.route('**/GA4.min.js', resolve)
    })
    const noteReady = code(`document.addEventListener('RSA_Ready', () => { window.isReady = true })`)
    const page = await stage.open('/', rudderstackSnippet(), noteReady, rudderstackPlugin(), webExperiment())
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
    await asked
    expect(await page.evaluate('window.isReady')).toBeUndefined()
  })
})

describe('getUser before the SDK is live', () => {
  /** Logs somebody in with these load options, then opens a page and holds the SDK back. */
  const openKnown = async (loadOptions: object): Promise<{ page: Page; release: () => void }> => {
    const snippet = rudderstackSnippet({ loadOptions })
    const page = await stage.open(
      '/first',
      snippet,
      code(`rudderanalytics.identify('USER-1', { plan: 'pro' })`),
    )
    await live(page)
    await page.waitForFunction(
      `rudderanalytics.getUserId() === 'USER-1' || ${JSON.stringify(loadOptions)}.storage?.type === 'none'`,
    )
    const release = stage.site.hold('script')
    stage.site.page('/', html(snippet, rudderstackPlugin()))
    await page.goto(stage.site.url('/'), { waitUntil: 'commit' })
    await page.waitForFunction('window.experimentIntegration')
    return { page, release }
  }

  it.each([
    ['in cookies', {}],
    ['in localStorage', { storage: { type: 'localStorage' } }],
    ['in sessionStorage', { storage: { type: 'sessionStorage' } }],
    ['in two places', { storage: { entries: { userId: { type: 'localStorage' } } } }],
  ])('returns the person that the SDK will name if it keeps identities %s', async (_where, loadOptions) => {
    const { page, release } = await openKnown(loadOptions)
    const before = await page.evaluate('experimentIntegration.getUser()')
    release()
    await live(page)
    expect(before).toEqual({
      user_id: 'USER-1',
      device_id: await page.evaluate('rudderanalytics.getAnonymousId()'),
      user_properties: { plan: 'pro' },
    })
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual(before)
  })

  it.each([
    ['encrypts as its older versions did', { storage: { encryption: { version: 'legacy' } } }],
    ['keeps nothing', { storage: { type: 'none' } }],
  ])(
    'returns nobody if the SDK %s, and still sends the impression with the SDK’s person',
    async (_how, loadOptions) => {
      const { page, release } = await openKnown(loadOptions)
      expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
      await page.evaluate(showing())
      release()
      const [impression] = await stage.site.impressionsArrived(1)
      expect(impression?.userId).toBe(await page.evaluate('rudderanalytics.getUserId()'))
    },
  )

  it.each([
    ['not base64', 'RS_ENC_v3_%%%'],
    ['not JSON', `RS_ENC_v3_${btoa('{')}`],
    ['not a string', `RS_ENC_v3_${btoa('{"a":1}')}`],
    ['not encrypted', 'USER-1'],
    ['not encoded', '%E0%A4%A'],
  ])('returns nobody if the stored value is %s, and breaks nothing', async (_what, value) => {
    await stage.visitor.addCookies(
      ['rl_user_id', 'rl_anonymous_id', 'rl_trait'].map((name) => ({
        name,
        value,
        domain: '.shop.test',
        path: '/',
      })),
    )
    const release = stage.site.hold('script')
    const page = await stage.open('/', rudderstackSnippet(), rudderstackPlugin(), webExperiment())
    expect(await page.evaluate('experimentIntegration.getUser()')).toMatchObject({})
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(await page.evaluate('rudderanalytics.getAnonymousId()'))
  })
})
