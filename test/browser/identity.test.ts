import type { Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, flag, html, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

const getUser = (page: Page): Promise<unknown> => page.evaluate('experimentIntegration.getUser()')

interface Stored {
  readonly local?: Record<string, string>
  readonly cookies?: Record<string, string>
}

/** Opens a page whose Segment script never loads, for a visitor with this storage. */
const openBeforeSegment = async ({ local = {}, cookies = {} }: Stored, loadOptions = {}): Promise<Page> => {
  const { site, visitor } = stage
  site.hold('script')
  await visitor.addCookies(
    Object.entries(cookies).map(([name, value]) => ({ name, value, domain: '.shop.test', path: '/' })),
  )
  await stage.store(local)
  return stage.open('/', snippet({ loadOptions }), plugin(), webExperiment())
}

describe('the identity before Segment is live', () => {
  it.each<[string, Stored, object]>([
    [
      'localStorage, as analytics.js writes it',
      { local: { ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"', ajs_user_traits: '{"plan":"pro"}' } },
      { user_id: 'USER-1', device_id: 'ANON-1', user_properties: { plan: 'pro' } },
    ],
    [
      'localStorage with plain text',
      { local: { ajs_user_id: 'USER-1', ajs_anonymous_id: 'ANON-1' } },
      { user_id: 'USER-1', device_id: 'ANON-1' },
    ],
    [
      'cookies, as analytics.js writes them',
      { cookies: { ajs_user_id: 'jo%40shop.test', ajs_anonymous_id: 'ANON-1' } },
      { user_id: 'jo@shop.test', device_id: 'ANON-1' },
    ],
    [
      'cookies with JSON',
      { cookies: { ajs_user_id: '%22USER-1%22', ajs_anonymous_id: '%22ANON-1%22' } },
      { user_id: 'USER-1', device_id: 'ANON-1' },
    ],
    [
      'the user from localStorage and the anonymous id from the cookie, if both have one',
      {
        local: { ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"' },
        cookies: { ajs_user_id: 'USER-2', ajs_anonymous_id: 'ANON-2' },
      },
      { user_id: 'USER-1', device_id: 'ANON-2' },
    ],
  ])('comes from %s', async (_from, stored, user) => {
    expect(await getUser(await openBeforeSegment(stored))).toEqual(user)
  })

  it('comes from a renamed user key', async () => {
    const stored = { local: { ajs_user_id: '"STALE"', my_user: '"USER-1"', ajs_anonymous_id: '"ANON-1"' } }
    const page = await openBeforeSegment(stored, { user: { cookie: { key: 'my_user' } } })
    expect(await getUser(page)).toEqual({ user_id: 'USER-1', device_id: 'ANON-1' })
  })

  it('yields to the live identity, which storage may not have', async () => {
    const page = await stage.open(
      '/',
      snippet({ loadOptions: { disableClientPersistence: true } }),
      plugin(),
      code(`analytics.identify('USER-2', { plan: 'pro' })`),
    )
    await page.waitForFunction(`experimentIntegration.getUser().user_id === 'USER-2'`)
    expect(await getUser(page)).toEqual({
      user_id: 'USER-2',
      device_id: await page.evaluate('analytics.user().anonymousId()'),
      user_properties: { plan: 'pro' },
    })
  })

  it('gives a visitor the same variant on a second subdomain', async () => {
    const { site } = stage
    const parts = [snippet(), plugin(), webExperiment([flag({ isBucketed: true })])]
    const first = await stage.open('/', snippet(), plugin())
    const anonymousId = await first
      .waitForFunction('analytics.initialized && analytics.user().anonymousId()')
      .then((handle) => handle.jsonValue())
    site.hold('script')
    site.page('/', html(...parts))
    const second = await stage.newPage()
    await second.goto(site.url('/', 'app.shop.test'), { waitUntil: 'domcontentloaded' })
    await second.waitForFunction('window.isStarted')
    expect(await second.evaluate('shown')).toBe('treatment')
    expect(await getUser(second)).toEqual({ device_id: anonymousId })
  })

  it('survives invalid identities in every place', async () => {
    const page = await openBeforeSegment({
      local: { ajs_user_id: '{', ajs_anonymous_id: '[1]', ajs_user_traits: '"' },
      cookies: { ajs_user_id: '%E0%A4%A', ajs_anonymous_id: '%00' },
    })
    await page.waitForFunction('window.isStarted')
    expect(await page.evaluate('shown')).toBe('treatment')
    const values = [
      'null',
      '""',
      'true',
      '{"toString":1}',
      '%E0%A4%A',
      '\u0000',
      '<script>',
      '9007199254740993',
      '',
    ]
    for (const value of values) {
      const user = await page.evaluate((text) => {
        for (const key of ['ajs_user_id', 'ajs_anonymous_id', 'ajs_user_traits']) {
          localStorage.setItem(key, text)
          document.cookie = `${key}=${text}`
        }
        return (
          window as unknown as { experimentIntegration: { getUser: () => unknown } }
        ).experimentIntegration.getUser()
      }, value)
      expect(user).toEqual(expect.any(Object))
    }
  })
})

describe('no storage at all', () => {
  const event = {
    eventType: '$impression',
    eventProperties: { flag_key: 'hero-headline', variant: 'treatment' },
  }
  const track = `experimentIntegration.track(${JSON.stringify(event)})`

  /** Acts like a browser whose visitor blocks cookies and site data. */
  const blockStorage = code(`
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied', 'SecurityError') } })
    Object.defineProperty(document, 'cookie', { get: () => '', set() {} })`)

  it('still lets an impression reach Segment', async () => {
    const page = await stage.open('/', blockStorage, snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    expect(await page.evaluate(track)).toBe(true)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toEqual(event.eventProperties)
  })

  it('keeps impressions in memory until Segment is live', async () => {
    const release = stage.site.hold('script')
    const page = await stage.open('/', blockStorage, snippet(), plugin())
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
    expect(await page.evaluate(track)).toBe(true)
    release()
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('does no harm on a page with an opaque origin, even though cookies throw there', async () => {
    stage.site.headers = { 'content-security-policy': 'sandbox allow-scripts' }
    const page = await stage.open('/', plugin(), code(`window.isAlive = true`))
    expect(await page.evaluate('isAlive')).toBe(true)
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
    expect(await page.evaluate(track)).toBe(true)
  })
})
