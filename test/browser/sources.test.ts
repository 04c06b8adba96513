import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { code, html, loadFromNpm, npm, plugin, snippet } from './helpers/page-parts'
import { useStage } from './helpers/stage'

const stage = useStage()

const showing = (flag: string, integration = 'experimentIntegration'): string =>
  `${integration}.track({ eventType: '$impression', eventProperties: { flag_key: '${flag}', time: Date.now() } }); undefined`

/** The source of each impression that has arrived. */
const sources = (): Record<string, string> =>
  Object.fromEntries(
    stage.site.impressions.map(({ properties, writeKey }) => [String(properties['flag_key']), writeKey]),
  )

const waitingOn = (page: Page): Promise<string[]> =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:'))`)

const expectOnly = async (expected: Record<string, string>): Promise<void> => {
  await until(
    () => stage.site.impressions.length >= Object.keys(expected).length,
    () => JSON.stringify(sources()),
  )
  expect(sources()).toEqual(expected)
  expect(stage.site.impressions).toHaveLength(Object.keys(expected).length)
}

describe('two sources on one page', () => {
  /** Adds one with the snippet and the script tag, the other from npm. Neither has loaded yet. */
  const two = [
    snippet({ isLoading: false }),
    plugin(),
    npm(`
      window.one = experimentIntegration
      window.ajs = new npm.AnalyticsBrowser()
      window.other = npm.createExperimentIntegration({ instance: ajs })
      window.loadOther = () => { ajs.load({ writeKey: 'OTHERKEY', cdnURL: 'http://cdn.segment.test:{port}' }) }`),
  ]

  const showBoth = async (): Promise<Page> => {
    const page = await stage.open('/', ...two)
    await page.evaluate(showing('for-one', 'one'))
    await page.evaluate(showing('for-other', 'other'))
    return page
  }

  it.each([
    ['the snippet’s', `analytics.load('WRITEKEY')`, 'loadOther()', { 'for-one': 'WRITEKEY' }],
    ['npm’s', 'loadOther()', `analytics.load('WRITEKEY')`, { 'for-other': 'OTHERKEY' }],
  ])('each get their own waiting impressions if %s loads first', async (_which, first, second, expected) => {
    const page = await showBoth()
    await page.evaluate(first)
    await expectOnly(expected)
    await page.evaluate(second)
    await expectOnly({ 'for-one': 'WRITEKEY', 'for-other': 'OTHERKEY' })
    await until(async () => (await waitingOn(page)).length === 0)
  })

  it('each get their own on the next page, even if that has only one of them', async () => {
    const { site } = stage
    const page = await showBoth()
    site.page('/one', html(snippet(), plugin()))
    await page.goto(site.url('/one'))
    await expectOnly({ 'for-one': 'WRITEKEY' })
    site.page(
      '/other',
      html(npm(`npm.createExperimentIntegration({ instance: ${loadFromNpm({}, '[]', 'OTHERKEY')} })`)),
    )
    await page.goto(site.url('/other'))
    await expectOnly({ 'for-one': 'WRITEKEY', 'for-other': 'OTHERKEY' })
  })

  it('stay apart if both come from npm, and on the next page by their order', async () => {
    const { site } = stage
    const parts = [
      npm(`
        window.one = npm.createExperimentIntegration({ instance: ${loadFromNpm()} })
        window.other = npm.createExperimentIntegration({ instance: ${loadFromNpm({}, '[]', 'OTHERKEY')} })`),
    ]
    const release = site.hold('settings')
    const page = await stage.open('/', ...parts)
    await page.evaluate(showing('for-one', 'one'))
    await page.evaluate(showing('for-other', 'other'))
    await page.reload()
    await page.evaluate(showing('for-one-again', 'one'))
    await page.evaluate(showing('for-other-again', 'other'))
    release()
    await expectOnly({
      'for-one': 'WRITEKEY',
      'for-one-again': 'WRITEKEY',
      'for-other': 'OTHERKEY',
      'for-other-again': 'OTHERKEY',
    })
  })
})

describe('an analytics.js that the site takes away', () => {
  const openLive = async (): Promise<Page> => {
    const page = await stage.open('/', snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(showing('before'))
    await expectOnly({ before: 'WRITEKEY' })
    return page
  }

  /** Sends an event through the instance that is gone, and waits for it. Earlier events have been sent by then. */
  const last = async (page: Page): Promise<void> => {
    await page.evaluate(`gone.track('Last'); undefined`)
    await stage.site.event('Last')
  }

  it.each(['delete window.analytics', 'window.analytics = undefined'])(
    'gets nothing more after `%s`',
    async (take) => {
      const page = await openLive()
      await page.evaluate(`window.gone = analytics; ${take}`)
      await page.evaluate(showing('after'))
      await last(page)
      await expectOnly({ before: 'WRITEKEY' })
      expect(await waitingOn(page)).toEqual([expect.stringMatching(/:WRITEKEY$/)])
    },
  )

  it('gets nothing more, even if `instance` was the snippet’s stub', async () => {
    const own = `window.experimentIntegration = npm.createExperimentIntegration({ instance: analytics })`
    // Loads only once the plugin has the stub.
    const page = await stage.open('/', snippet({ isLoading: false }), npm(own))
    await page.evaluate(`analytics.load('WRITEKEY')`)
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(showing('before'))
    await expectOnly({ before: 'WRITEKEY' })
    await page.evaluate(`window.gone = analytics; delete window.analytics`)
    await page.evaluate(showing('after'))
    await last(page)
    await expectOnly({ before: 'WRITEKEY' })
  })

  it('leaves nothing on the device if the site sets it to null', async () => {
    const page = await openLive()
    await page.evaluate(`window.gone = analytics; window.analytics = undefined`)
    await page.evaluate(showing('after'))
    expect(await waitingOn(page)).toHaveLength(1)
    await page.evaluate('window.analytics = null')
    await until(async () => (await waitingOn(page)).length === 0)
  })

  it('yields to another tenant’s, which only gets impressions from then on', async () => {
    const page = await openLive()
    await page.evaluate(`window.gone = analytics; delete window.analytics`)
    await page.evaluate(showing('between'))
    const stub = snippet({ writeKey: 'OTHERKEY' }).replace(/<\/?script>/g, '')
    await page.evaluate(`${stub.replaceAll('{port}', String(stage.site.port))}; undefined`)
    await page.evaluate(showing('of-other'))
    await expectOnly({ before: 'WRITEKEY', 'of-other': 'OTHERKEY' })
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(showing('of-other-live'))
    await page.evaluate(`analytics.track('Last'); undefined`)
    await stage.site.event('Last')
    await expectOnly({ before: 'WRITEKEY', 'of-other': 'OTHERKEY', 'of-other-live': 'OTHERKEY' })
    expect(await waitingOn(page)).toEqual([expect.stringMatching(/:WRITEKEY$/)])
  })
})

describe('an object that isn’t analytics.js', () => {
  it('gets nothing, and the impression waits for the real one', async () => {
    const lookAlike = code(`
      window.taken = []
      window.analytics = {
        initialized: true,
        user: () => ({ id: () => 'USER-X', anonymousId: () => 'ANON-X', traits() {} }),
        track: (...args) => { taken.push(args) },
        on() {}, register() {}, ready() {},
      }`)
    const page = await stage.open('/', lookAlike, plugin())
    await page.evaluate(showing('early'))
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
    expect(await page.evaluate('taken')).toEqual([])
    await page.evaluate('delete window.analytics')
    const stub = snippet().replace(/<\/?script>/g, '')
    await page.evaluate(`${stub.replaceAll('{port}', String(stage.site.port))}; undefined`)
    await expectOnly({ early: 'WRITEKEY' })
    expect(await page.evaluate('taken')).toEqual([])
  })
})
