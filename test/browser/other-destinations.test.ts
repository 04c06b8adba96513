import type { Page } from 'playwright-core'
import { code, plugin, showing, snippet } from './helpers/page-parts'
import type { ArrivedEvent } from './helpers/site'
import { useStage } from './helpers/stage'
import { until } from '../helpers/until'

const stage = useStage()

/** An event's person, as another destination on the page sees it. */
interface Seen {
  readonly userId?: unknown
  readonly typeOfUserId: string
  readonly hasUserId: boolean
  readonly anonymousId: unknown
  readonly person: unknown
}

/** Another destination. It notes each person and reads one id as many do: the user id, else the anonymous id. */
const otherDestination = code(`
  window.seen = []
  analytics.register({ name: 'other', type: 'destination', version: '1', isLoaded: () => true, load: async () => {},
    track(context) {
      const { event } = context
      seen.push({ event: event.event, userId: event.userId, typeOfUserId: typeof event.userId, hasUserId: 'userId' in event,
        anonymousId: event.anonymousId, person: event.userId ? event.userId : event.anonymousId })
      return context
    } })`)

/** Opens a page for an anonymous visitor, with a live analytics.js and the other destination. */
const openForAnonymous = async (): Promise<Page> => {
  await stage.store({ ajs_anonymous_id: '"ANON-1"' })
  const page = await stage.open('/', snippet(), otherDestination, plugin())
  await page.waitForFunction('analytics.initialized')
  return page
}

/** The persons of impressions and of plain events that it has seen. */
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
  it('sees an anonymous visitor’s impression like a plain event', async () => {
    const page = await openForAnonymous()
    await page.evaluate(showBoth)
    await stage.site.event('Plain')
    await expectAnonymousImpression(page)
  })

  it('sees the same if somebody logs in before the impression is sent, which stays anonymous', async () => {
    const page = await openForAnonymous()
    await page.evaluate(`${showBoth}; ${logIn}`)
    await expectAnonymousImpression(page)
  })

  it.each([500, 429])(
    'sees it once if the API returns %i and somebody has logged in by the next try',
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

  it('sees it once if the visitor is offline, logs in, and is online again', async () => {
    const { visitor } = stage
    const page = await openForAnonymous()
    await visitor.setOffline(true)
    await page.evaluate(showBoth)
    await page.waitForFunction('seen.length === 2')
    await page.evaluate(logIn)
    await visitor.setOffline(false)
    await expectAnonymousImpression(page)
  })

  it('sees the current person’s user id, as text', async () => {
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
