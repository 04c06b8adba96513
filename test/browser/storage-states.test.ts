import type { Page } from 'playwright-core'
import { code, html, loadFromNpm, npm, plugin, showing, snippet } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'
import { until } from '../helpers/until'

const stage = useStage()

/** What a visitor's device holds, each value as it stands there, and how the site loads analytics.js. */
interface State {
  readonly local?: Readonly<Record<string, string>>
  readonly cookies?: Readonly<Record<string, string>>
  readonly loadOptions?: object
}

const local = { ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"' }
const cookies = { ajs_user_id: 'USER-2', ajs_anonymous_id: 'ANON-2' }
const both = { local, cookies }

const inLocalStorage = (id: string): State => ({ local: { ajs_user_id: id, ajs_anonymous_id: id } })
const inCookies = (id: string): State => ({ cookies: { ajs_user_id: id, ajs_anonymous_id: id } })

const states: readonly (readonly [string, State])[] = [
  ['nothing', {}],
  ['ids in localStorage', { local }],
  ['ids in cookies, one of them encoded', { cookies: { ...cookies, ajs_user_id: 'jo%40shop.test' } }],
  ['other ids in cookies than in localStorage', both],
  [
    'a user id in localStorage and an anonymous id in a cookie',
    { local: { ajs_user_id: '"USER-1"' }, cookies: { ajs_anonymous_id: 'ANON-2' } },
  ],
  ['plain text in localStorage', inLocalStorage('plain-text')],
  ['numbers in localStorage', inLocalStorage('123')],
  ['numbers too long for JavaScript in localStorage', inLocalStorage('9007199254740993')],
  ['a user id of many digits as text in localStorage', { local: { ajs_user_id: '"9007199254740993"' } }],
  ['objects in localStorage', inLocalStorage('{"a":1}')],
  ['lists in localStorage', inLocalStorage('[1]')],
  ['`true` in localStorage', inLocalStorage('true')],
  ['`false` and zero in localStorage', { local: { ajs_user_id: 'false', ajs_anonymous_id: '0' } }],
  ['`null` in localStorage, ids in cookies', { ...inLocalStorage('null'), cookies }],
  ['blank ids in localStorage, ids in cookies', { ...inLocalStorage('""'), cookies }],
  ['JSON text in cookies', inCookies('"x"')],
  ['numbers in cookies', inCookies('123')],
  ['objects in cookies', inCookies('{"a":1}')],
  ['`null` in cookies, ids in localStorage', { ...inCookies('null'), local }],
  ['empty cookies, ids in localStorage', { ...inCookies(''), local }],
  ['a raw percent sign in cookies', inCookies('50%-off')],
  ['a percent sign that encodes nothing in cookies', inCookies('%E0%A4%A')],
  ['the old cookie `ajs_user` with text', { cookies: { ajs_user: 'USER-OLD' } }],
  [
    'the old cookie `ajs_user` with an object',
    { cookies: { ajs_user: '{"id":"USER-OLD","traits":{"plan":"pro"}}' } },
  ],
  [
    'the old cookie `ajs_user` beside new ids',
    { local, cookies: { ...cookies, ajs_user: '{"id":"USER-OLD"}' } },
  ],
  ['the old cookie `_sio`', { cookies: { _sio: 'ANON-OLD----USER-OLD' } }],
  [
    'ids, and analytics.js with `disableClientPersistence`',
    { ...both, loadOptions: { disableClientPersistence: true } },
  ],
  [
    'ids, and analytics.js with `user.persist: false`',
    { ...both, loadOptions: { user: { persist: false } } },
  ],
  [
    'ids, and analytics.js with `user.persist` in spite of `disableClientPersistence`',
    { ...both, loadOptions: { disableClientPersistence: true, user: { persist: true } } },
  ],
  ['ids, and analytics.js with `user.disable`', { ...both, loadOptions: { user: { disable: true } } }],
  [
    'a stale id under the usual key, and analytics.js with another',
    { local: { ...local, my_user: '"USER-MINE"' }, loadOptions: { user: { cookie: { key: 'my_user' } } } },
  ],
  [
    'ids, and analytics.js with `user.localStorageFallbackDisabled`',
    { ...both, loadOptions: { user: { localStorageFallbackDisabled: true } } },
  ],
  [
    'an old cookie, and analytics.js with localStorage alone',
    {
      local,
      cookies: { ajs_user: 'USER-OLD', _sio: 'ANON-OLD' },
      loadOptions: { storage: { stores: ['localStorage'] } },
    },
  ],
  ['ids, and analytics.js with cookies alone', { ...both, loadOptions: { storage: { stores: ['cookie'] } } }],
  [
    'ids, and analytics.js with localStorage alone',
    { ...both, loadOptions: { storage: { stores: ['localStorage'] } } },
  ],
  ['ids, and analytics.js with memory alone', { ...both, loadOptions: { storage: { stores: ['memory'] } } }],
  [
    'ids, and analytics.js with cookies before localStorage',
    { ...both, loadOptions: { storage: { stores: ['cookie', 'localStorage'] } } },
  ],
  [
    'ids, and analytics.js with stores for the user alone',
    { ...both, loadOptions: { user: { storage: { stores: ['cookie'] } } } },
  ],
  [
    'ids, and analytics.js with a store that it doesn’t know',
    { ...both, loadOptions: { storage: { stores: ['session'] } } },
  ],
]

/** Puts what a device holds in its place, as it stands. */
const put = ({ local = {}, cookies = {} }: State): string =>
  code(`
    Object.assign(localStorage, ${JSON.stringify(local)})
    Object.entries(${JSON.stringify(cookies)}).forEach(([name, value]) => {
      document.cookie = name + '=' + value + '; domain=.shop.test; path=/'
    })`)

type Build = 'snippet' | 'npm'

/** Both builds of analytics.js, in `window.own`, each with the plugin. */
const builds: Readonly<Record<Build, (loadOptions?: object) => readonly string[]>> = {
  snippet: (loadOptions = {}) => [
    snippet({ loadOptions }),
    plugin(),
    code(`Object.defineProperty(window, 'own', { get: () => analytics })`),
  ],
  npm: (loadOptions) => [
    npm(`
      window.own = ${loadFromNpm(loadOptions)}
      window.experimentIntegration = npm.createExperimentIntegration({ instance: own })`),
  ],
}

interface EarlyUser {
  readonly user_id?: unknown
  readonly device_id?: unknown
}

/** Shows an impression on a page that is left before analytics.js is live, and one on the next page, before it is live there. */
const visit = async (build: Build, state: State): Promise<Page> => {
  const { site } = stage
  const page = await stage.newPage()
  const goTo = async (...last: readonly string[]): Promise<void> => {
    site.page(`/${build}`, html(put(state), ...builds[build](state.loadOptions), ...last))
    await page.goto(site.url(`/${build}`), { waitUntil: 'domcontentloaded' })
  }
  await goTo(code(showing('earlier')))
  await goTo(code(`own.track('Early'); ${showing('early')}`))
  return page
}

const idsOf = ({ userId, anonymousId }: ArrivedEvent): Partial<ArrivedEvent> => ({ userId, anonymousId })

/** What arrives from the pages of a build: the plain event of a name, or the impression of a flag. */
const arrival = (build: Build, name: string): Promise<ArrivedEvent> =>
  until(
    () =>
      stage.site.arrived.find(
        ({ event, properties, context }) =>
          context.page['path'] === `/${build}` && (event === name || properties['flag_key'] === name),
      ),
    () => `no ${name} of ${build}`,
  )

const expectIdsOfPlainEvents = async (page: Page, build: Build): Promise<void> => {
  const plain = await arrival(build, 'Early')
  expect(idsOf(await arrival(build, 'early'))).toEqual(idsOf(plain))
  const earlier = await arrival(build, 'earlier')
  expect(earlier.anonymousId).toEqual(plain.anonymousId)
  expect([plain.userId, null]).toContainEqual(earlier.userId)
  await page.evaluate(`own.track('Live'); ${showing('live')}; undefined`)
  expect(idsOf(await arrival(build, 'live'))).toEqual(idsOf(await arrival(build, 'Live')))
}

describe.each(states)('a device with %s', (_name, state) => {
  it('has impressions with the ids of plain events', async () => {
    const release = stage.site.hold('settings')
    const page = await visit('snippet', state)
    const user = await page.evaluate<EarlyUser>('experimentIntegration.getUser()')
    release()
    await expectIdsOfPlainEvents(page, 'snippet')
    const { userId, anonymousId } = await arrival('snippet', 'Early')
    expect([undefined, userId]).toContainEqual(user.user_id)
    expect([undefined, anonymousId]).toContainEqual(user.device_id)
  })
})

/** An `AnalyticsBrowser` does not tell its load options before it is live. */
describe.each(states.filter(([, { loadOptions }]) => loadOptions))('a device with %s', (_name, state) => {
  it('has impressions with the ids of plain events where analytics.js is from npm', async () => {
    const release = stage.site.hold('settings')
    const page = await visit('npm', state)
    release()
    await expectIdsOfPlainEvents(page, 'npm')
  })
})

describe('an impression of an earlier page', () => {
  it.each<[string, State]>([
    ['nothing', {}],
    ['an old cookie', { cookies: { ajs_user: 'USER-OLD' } }],
    ['ids that analytics.js no longer looks for', { local, loadOptions: { user: { persist: false } } }],
  ])('is not of who logs in before it may be sent, on a device with %s', async (_name, state) => {
    const { site } = stage
    const release = site.hold('script')
    const page = await stage.open('/a', put(state), snippet(), plugin(), code(showing()))
    const late = code(`window.experimentImpressions = { consent: () => window.hasAgreed }`)
    site.page('/b', html(late, ...builds.snippet(state.loadOptions)))
    await page.goto(site.url('/b'), { waitUntil: 'commit' })
    release()
    await page.waitForFunction('window.analytics && analytics.initialized')
    await page.evaluate(`analytics.identify('USER-B'); hasAgreed = true; undefined`)
    const [impression] = await site.impressionsArrived(1)
    expect(impression?.userId).toBeNull()
  })
})
