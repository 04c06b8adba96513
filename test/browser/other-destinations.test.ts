import type { Page } from 'playwright-core'
import { code, plugin, showing, snippet } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'
import { until } from '../helpers/until'

const stage = useStage()

/** What another destination on the page has seen of an event's person. */
interface Seen {
  readonly userId?: unknown
  readonly typeOfUserId: string
  readonly hasUserId: boolean
  readonly anonymousId: unknown
  readonly person: unknown
}

/** Another destination, which notes whom it sees, and reads one id as many do: the user id if there is one, else the anonymous id. */
const otherDestination = code(`
  window.seen = []
  analytics.register({ name: 'other', type: 'destination', version: '1', isLoaded: () => true, load: async () => {},
    track(context) {
      const { event } = context
      seen.push({ event: event.event, userId: event.userId, typeOfUserId: typeof event.userId, hasUserId: 'userId' in event,
        anonymousId: event.anonymousId, person: event.userId ? event.userId : event.anonymousId })
      return context
    } })`)

/** Opens a page for an anonymous visitor, with analytics.js live and the other destination on it. */
const openForAnonymous = async (): Promise<Page> => {
  await stage.store({ ajs_anonymous_id: '"ANON-1"' })
  const page = await stage.open('/', snippet(), otherDestination, plugin())
  await page.waitForFunction('analytics.initialized')
  return page
}

/** What it has seen of impressions, and of plain events. */
const seenOn = async (page: Page): Promise<{ impressions: Seen[]; plain: Seen[] }> => {
  const [impressions, plain] = await page.evaluate<[Seen[], Seen[]]>(
    `['$impression', 'Plain'].map((name) => seen.filter(({ event }) => event === name).map(({ event, ...person }) => person))`,
  )
  return { impressions, plain }
}

const anonymous: Partial<Seen> = {
  typeOfUserId: 'undefined',
  hasUserId: false,
  anonymousId: 'ANON-1',
  person: 'ANON-1',
}

const showBoth = `analytics.track('Plain'); ${showing()}; undefined`
const logIn = `analytics.identify('USER-B'); undefined`

const expectAnonymousImpression = async (page: Page): Promise<ArrivedEvent> => {
  const [impression] = await stage.site.impressionsArrived(1)
  expect(impression).toMatchObject({ userId: null, anonymousId: 'ANON-1' })
  const { impressions, plain } = await seenOn(page)
  expect(impressions).toEqual([expect.objectContaining(anonymous)])
  expect(impressions).toEqual(plain)
  return impression as ArrivedEvent
}

const isRefused = (): Promise<unknown> =>
  until(() => stage.site.refused.some(({ event }) => event === '$impression'))

describe('another destination on the page', () => {
  it('sees an anonymous visitor’s impression as it sees a plain event', async () => {
    const page = await openForAnonymous()
    await page.evaluate(showBoth)
    await stage.site.event('Plain')
    await expectAnonymousImpression(page)
  })

  it('sees nothing else where somebody logs in before the impression is sent, which stays nobody’s', async () => {
    const page = await openForAnonymous()
    await page.evaluate(`${showBoth}; ${logIn}`)
    await expectAnonymousImpression(page)
  })

  it.each([500, 429])(
    'sees it once where the API answers %i and somebody has logged in by the next try',
    async (status) => {
      const { site } = stage
      const page = await openForAnonymous()
      site.fail('track', status)
      await page.evaluate(showBoth)
      await isRefused()
      await page.evaluate(logIn)
      await page.waitForFunction(`analytics.user().id() === 'USER-B'`)
      site.fail('track', undefined)
      await expectAnonymousImpression(page)
      expect(site.refused.find(({ event }) => event === '$impression')).toMatchObject({ userId: null })
    },
  )

  it('sees it once where the visitor is offline, logs in, and is online again', async () => {
    const { visitor } = stage
    const page = await openForAnonymous()
    await visitor.setOffline(true)
    await page.evaluate(showBoth)
    await page.waitForFunction('seen.length === 2')
    await page.evaluate(logIn)
    await visitor.setOffline(false)
    await expectAnonymousImpression(page)
  })

  it('sees the user id of whoever is logged in, as text', async () => {
    const page = await openForAnonymous()
    await page.evaluate(`${logIn}; ${showBoth}`)
    expect(await stage.site.impressionsArrived(1)).toMatchObject([
      { userId: 'USER-B', anonymousId: 'ANON-1' },
    ])
    await page.waitForFunction('seen.length === 2')
    const { impressions, plain } = await seenOn(page)
    expect(impressions).toMatchObject([{ userId: 'USER-B', typeOfUserId: 'string', person: 'USER-B' }])
    expect(impressions).toEqual(plain)
  })
})
