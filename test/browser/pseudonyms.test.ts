import type { Page } from 'playwright-core'
import { code, html, plugin, showing, snippet, webExperiment } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'
import { until } from '../helpers/until'

const stage = useStage()

const pseudonymOf = (userId: string): string => `pseudonym-${btoa(userId)}`

/** Changes that a site makes to its events before they leave, in JavaScript with the event in `event`. */
const givePseudonyms = `
  if (event.userId) event.userId = 'pseudonym-' + btoa(event.userId)
  event.anonymousId = 'nobody-in-particular'`
const deleteUserId = 'delete event.userId'
const stampConsent = `event.context.consent = { categoryPreferences: { Advertising: false, Analytics: true } }`

/** The places for such changes. */
const inSourceMiddleware = (change: string): string =>
  `analytics.addSourceMiddleware(({ payload, next }) => { const event = payload.obj; ${change}; next(payload) })`
const inPlugin =
  (type: string) =>
  (change: string): string =>
    `analytics.register({ name: 'site', type: '${type}', version: '1', isLoaded: () => true, load: async () => {},
      track(context) { const { event } = context; ${change}; return context } })`

const places = [
  ['a source middleware', inSourceMiddleware],
  ['a `before` plugin', inPlugin('before')],
  ['an enrichment', inPlugin('enrichment')],
] as const

/** Makes this the person of the next page. */
const of = (name: string): string =>
  code(`Object.assign(localStorage, { ajs_user_id: '"USER-${name}"', ajs_anonymous_id: '"ANON-${name}"' })`)

const idsOf = ({ userId, anonymousId }: ArrivedEvent): Partial<ArrivedEvent> => ({ userId, anonymousId })

const impressionOf = (flagKey: string): Promise<ArrivedEvent> =>
  until(() => stage.site.impressions.find(({ properties }) => properties['flag_key'] === flagKey))

/** Lets A see an impression that waits on the device, then opens a page with these parts. */
const showToAAndGoOn = async (...parts: readonly string[]): Promise<Page> => {
  const { site } = stage
  const release = site.hold('script')
  const page = await stage.open('/a', of('A'), snippet(), plugin(), webExperiment())
  await page.waitForFunction('window.isStarted')
  site.page('/b', html(...parts))
  await page.goto(site.url('/b'), { waitUntil: 'commit' })
  release()
  return page
}

/** Shows an impression to the current person, then logs B in before the impression can be sent. */
const showBeforeBLogsIn = `${showing('before-login')}; analytics.reset(); analytics.identify('USER-B'); undefined`

describe.each(places)('if %s sets pseudonyms', (_place, put) => {
  const site = code(put(givePseudonyms))

  const expectPseudonym = (event: ArrivedEvent, name: string): void => {
    expect(idsOf(event)).toEqual({
      userId: pseudonymOf(`USER-${name}`),
      anonymousId: 'nobody-in-particular',
    })
    expect(JSON.stringify(event)).not.toMatch(/USER-|ANON-/)
  }

  it('an impression has those of a plain event, before and after analytics.js is live', async () => {
    const release = stage.site.hold('settings')
    const early = code(`analytics.track('Early')`)
    const page = await stage.open('/', of('A'), snippet(), site, plugin(), webExperiment(), early)
    await page.waitForFunction('window.isStarted')
    release()
    expectPseudonym(await stage.site.event('Early'), 'A')
    expectPseudonym(await impressionOf('hero-headline'), 'A')
    await page.evaluate(`${showing('live')}; analytics.track('Live'); undefined`)
    expectPseudonym(await stage.site.event('Live'), 'A')
    expectPseudonym(await impressionOf('live'), 'A')
  })

  it('an impression of an earlier page has those of its person’s plain events, whoever is logged in', async () => {
    const page = await showToAAndGoOn(of('B'), snippet(), site, plugin())
    expectPseudonym(await impressionOf('hero-headline'), 'A')
    await page.evaluate(`analytics.track('Plain'); undefined`)
    expectPseudonym(await stage.site.event('Plain'), 'B')
  })

  it('an impression has those of the person who saw it, even if somebody else logs in right after', async () => {
    const page = await stage.open('/', of('A'), snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    // This one runs after the plugin, too.
    await page.evaluate(`${put(givePseudonyms)}; undefined`)
    await page.evaluate(showBeforeBLogsIn)
    expectPseudonym(await impressionOf('before-login'), 'A')
    await page.evaluate(`analytics.track('Plain'); undefined`)
    expectPseudonym(await stage.site.event('Plain'), 'B')
  })
})

describe.each(places)('if %s deletes the user id', (_place, put) => {
  const site = code(put(deleteUserId))

  it('an impression has the ids of a plain event, before and after analytics.js is live', async () => {
    const release = stage.site.hold('settings')
    const early = code(`analytics.track('Early')`)
    const page = await stage.open('/', of('A'), snippet(), site, plugin(), webExperiment(), early)
    await page.waitForFunction('window.isStarted')
    release()
    expect(idsOf(await impressionOf('hero-headline'))).toEqual(idsOf(await stage.site.event('Early')))
    await page.evaluate(`${showing('live')}; analytics.track('Live'); undefined`)
    expect(idsOf(await impressionOf('live'))).toEqual(idsOf(await stage.site.event('Live')))
  })

  it('an impression of an earlier page has no user id if somebody else is logged in', async () => {
    await showToAAndGoOn(of('B'), snippet(), site, plugin())
    const impression = await impressionOf('hero-headline')
    expect(idsOf(impression)).toEqual({ userId: null, anonymousId: 'ANON-A' })
    expect(JSON.stringify(impression)).not.toMatch(/USER-|ANON-B/)
  })

  it('an impression of an earlier page keeps its anonymous id if the site deletes that too', async () => {
    const deleteBoth = code(put(`${deleteUserId}; delete event.anonymousId`))
    await showToAAndGoOn(of('B'), snippet(), deleteBoth, plugin())
    expect(idsOf(await impressionOf('hero-headline'))).toEqual({ userId: null, anonymousId: 'ANON-A' })
  })

  it('an impression has no user id if somebody else logs in right after', async () => {
    const page = await stage.open('/', of('A'), snippet(), site, plugin())
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(showBeforeBLogsIn)
    const impression = await impressionOf('before-login')
    expect(idsOf(impression)).toEqual({ userId: null, anonymousId: 'ANON-A' })
    expect(JSON.stringify(impression)).not.toMatch(/USER-/)
  })
})

describe('if a middleware adds the consent', () => {
  const site = code(inSourceMiddleware(stampConsent))

  it.each(['A', 'B'])(
    'an impression that A saw has it like a plain event, with %s logged in',
    async (name) => {
      const page = await showToAAndGoOn(of(name), snippet(), site, plugin())
      const late = await impressionOf('hero-headline')
      await page.evaluate(`${showing('live')}; analytics.track('Plain'); undefined`)
      const { context } = await stage.site.event('Plain')
      expect(context['consent']).toBeDefined()
      expect(late.context['consent']).toEqual(context['consent'])
      expect((await impressionOf('live')).context['consent']).toEqual(context['consent'])
    },
  )
})

describe('if a middleware drops A’s events', () => {
  const site = code(
    `analytics.addSourceMiddleware(({ payload, next }) => { if (payload.obj.userId !== 'USER-A' || payload.obj.event === 'Last') next(payload) })`,
  )

  const expectNone = async (page: Page): Promise<void> => {
    await page.evaluate(`analytics.track('Last'); undefined`)
    await stage.site.event('Last')
    expect(stage.site.impressions.map(idsOf)).toEqual([])
  }

  it('no impression of A leaves, before and after analytics.js is live', async () => {
    const release = stage.site.hold('settings')
    const page = await stage.open('/', of('A'), snippet(), site, plugin(), webExperiment())
    await page.waitForFunction('window.isStarted')
    release()
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(`${showing('live')}; analytics.track('Live'); undefined`)
    await expectNone(page)
    expect(await page.evaluate('Object.keys(localStorage)')).not.toContainEqual(
      expect.stringContaining('experiment-impressions'),
    )
  })

  it('none leaves from an earlier page or from right before a login, but one of B does', async () => {
    const page = await showToAAndGoOn(of('B'), snippet(), site, plugin())
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(`analytics.identify('USER-A'); ${showBeforeBLogsIn}`)
    await expectNone(page)
    await page.evaluate(`${showing('of-b')}; undefined`)
    expect(await impressionOf('of-b')).toMatchObject({ userId: 'USER-B' })
  })
})
