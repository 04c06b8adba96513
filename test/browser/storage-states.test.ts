import type { Page } from 'playwright-core'
import { code, html, loadFromNpm, npm, plugin, showing, snippet } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'
import { local, states, type State } from './helpers/storage-states'
import { until } from '../helpers/until'

const stage = useStage()

/** Stores a device's values unchanged. */
const put = ({ local = {}, cookies = {} }: State): string =>
  code(`
    Object.assign(localStorage, ${JSON.stringify(local)})
    Object.entries(${JSON.stringify(cookies)}).forEach(([name, value]) => {
      document.cookie = name + '=' + value + '; domain=.shop.test; path=/'
    })`)

type Build = 'snippet' | 'npm'

/** Both builds of analytics.js with the plugin, in `window.own`. */
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

/** Shows an impression and leaves before analytics.js is live, then shows another on the next page, before it's live there. */
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

/** Waits for an event from a build's pages: the plain event with this name, or the impression of this flag. */
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
  it('sends impressions with the ids of plain events', async () => {
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

/** An `AnalyticsBrowser` doesn't reveal its load options before it's live. */
describe.each(states.filter(([, { loadOptions }]) => loadOptions))('a device with %s', (_name, state) => {
  it('sends impressions with the ids of plain events with analytics.js from npm', async () => {
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
  ])(
    'isn’t attributed to somebody who logs in before it may be sent, on a device with %s',
    async (_name, state) => {
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
    },
  )
})
