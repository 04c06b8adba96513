import { partytownSnippet } from '@qwik.dev/partytown/integration'
import type { ConsoleMessage, Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, html, npm, plugin, snippet, webExperiment } from './helpers/page-parts'
import { until } from '../helpers/until'

const stage = useStage()

interface Finding {
  readonly about: string
  readonly found: string
  readonly todo?: string
}

/** Opens `/` in debug mode. `messages` are the plugin's own lines in the console. */
const openInDebug = async (
  ...parts: readonly string[]
): Promise<{ page: Page; messages: ConsoleMessage[] }> => {
  stage.site.page('/', html(...parts))
  const page = await stage.newPage()
  const messages: ConsoleMessage[] = []
  page.on('console', (message) => {
    if (message.text().includes('[experiment-impressions]')) messages.push(message)
  })
  await page.goto(stage.site.url('/?experiment_impressions=debug'), { waitUntil: 'domcontentloaded' })
  return { page, messages }
}

const diagnose = async (page: Page): Promise<Record<string, Finding>> => {
  await page.waitForFunction('window.experimentImpressions && window.experimentImpressions.diagnose')
  const findings = await page.evaluate<Finding[]>('experimentImpressions.diagnose()')
  return Object.fromEntries(findings.map((finding) => [finding.about, finding]))
}

describe('debug mode', () => {
  it('prints each impression with its identity, page and fate', async () => {
    await stage.store({ ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"' })
    const { messages } = await openInDebug(snippet(), plugin(), webExperiment())
    const message = await until(() => messages.find((each) => each.text().includes('handed to analytics.js')))
    expect(message.text()).toContain('$impression hero-headline')
    expect(await message.args()[1]?.jsonValue()).toMatchObject({
      properties: { flag_key: 'hero-headline', variant: 'treatment' },
      messageId: expect.stringMatching(/^exp-/) as string,
      page: { path: '/', url: stage.site.url('/?experiment_impressions=debug') },
      identity: { userId: 'USER-1', anonymousId: 'ANON-1' },
    })
  })

  it('prints impressions that wait', async () => {
    stage.site.fail('script', 404)
    const { messages } = await openInDebug(snippet(), plugin(), webExperiment())
    expect(
      await until(() => messages.find((each) => each.text().includes('waits on the device'))),
    ).toBeTruthy()
  })

  it('prints impressions that are deleted because they are too old', async () => {
    const { site } = stage
    site.fail('script', 404)
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await page.waitForFunction(
      `Object.keys(localStorage).some((key) => key.startsWith('experiment-impressions:'))`,
    )
    await page.close()
    site.fail('script', undefined)
    await stage.visitor.clock.setSystemTime(Date.now() + 8 * 864e5)
    const { messages } = await openInDebug(snippet(), plugin())
    expect(
      await until(() => messages.find((each) => each.text().includes('deleted because it waited longer'))),
    ).toBeTruthy()
  })

  it('works with the npm build and its `debug` option', async () => {
    const page = await stage.open(
      '/',
      snippet(),
      npm('window.experimentIntegration = npm.createExperimentIntegration({ debug: true })'),
      webExperiment(),
    )
    expect((await diagnose(page))['script order']).toEqual({
      about: 'script order',
      found: 'an Experiment client uses the integration',
    })
  })

  it('is silent and loads nothing unless somebody turns it on', async () => {
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await stage.site.impressionsArrived(1)
    expect(await page.evaluate('typeof window.experimentImpressions')).toBe('undefined')
    expect(
      await page.evaluate(
        `performance.getEntriesByType('resource').filter(({ name }) => name.includes('debug')).length`,
      ),
    ).toBe(0)
  })
})

describe('diagnose', () => {
  it('finds nothing to do on a correct page', async () => {
    const loadOptions = {
      integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } },
    }
    const { page } = await openInDebug(snippet({ loadOptions }), plugin(), webExperiment())
    await stage.site.impressionsArrived(1)
    const findings = await diagnose(page)
    expect(Object.keys(findings)).toEqual([
      'analytics',
      'events',
      'identity',
      'queue',
      'script order',
      'consent',
      'leaving the page',
    ])
    expect(findings['events']?.found).toBe(
      `sent to ${stage.site.url('/v1', 'api.segment.test')} with the write key WRITEKEY`,
    )
    expect(Object.values(findings).filter(({ todo }) => todo !== undefined)).toEqual([])
  })

  it('prints each subject', async () => {
    const { page, messages } = await openInDebug(snippet(), plugin(), webExperiment())
    await stage.site.impressionsArrived(1)
    await diagnose(page)
    expect(
      await until(() =>
        messages.some((each) => each.text().includes('identity: user id unknown, anonymous id known')),
      ),
    ).toBeTruthy()
  })

  it('says that analytics.js runs in Partytown’s worker, which impressions can’t reach', async () => {
    const { site } = stage
    const partytown = partytownSnippet({ forward: ['analytics.track', 'analytics.page'] })
    const inWorker = `<script type="text/partytown">window.analytics = { track() {}, page() {} }</script>`
    site.page('/', html(code(partytown), inWorker, plugin(), webExperiment()))
    const page = await stage.newPage()
    // This address allows service workers.
    await page.goto(site.url('/?experiment_impressions=debug', '127.0.0.1'))
    await page.waitForFunction('window.analytics && window.isStarted')
    const { analytics, queue } = await diagnose(page)
    expect(analytics?.found).toContain('Partytown')
    expect(analytics?.todo).toContain('on the page')
    expect(queue?.found).toContain('1 waiting on the device')
  })

  it('says that window.analytics isn’t analytics.js', async () => {
    const lookAlike = code(`window.analytics = { initialized: true, track() {}, user: () => ({}) }`)
    const { page } = await openInDebug(lookAlike, plugin(), webExperiment())
    expect((await diagnose(page))['analytics']?.found).toContain('is not analytics.js')
  })

  const neverLoads = [snippet({ isLoading: false }), plugin(), webExperiment()]

  it.each<[string, readonly string[], string, RegExp]>([
    ['missing analytics.js', [plugin(), webExperiment()], 'analytics', /instanceKey/],
    ['analytics.js that never loads', neverLoads, 'analytics', /blocked/],
    [
      'disabled analytics.js',
      [code('window.analytics = null'), plugin(), webExperiment()],
      'analytics',
      /disable/,
    ],
    [
      'a sender that is turned off',
      [snippet({ loadOptions: { integrations: { All: false } } }), plugin(), webExperiment()],
      'events',
      /'Segment\.io': true/,
    ],
    ['impressions that wait', neverLoads, 'queue', /analytics.js is live/],
    ['undecided consent', [plugin('data-experiment-impressions-consent="null"')], 'consent', /consent/],
    ['refused consent', [plugin('data-experiment-impressions-consent="false"')], 'consent', /agree/],
    ['a missing Web Experiment script', [plugin()], 'script order', /addPlugin/],
    [
      'the wrong script order',
      [webExperiment(), code(`window.webExperiment.getExperimentClient = () => undefined`), plugin()],
      'script order',
      /before the Web Experiment script/,
    ],
    [
      'another integration',
      [plugin(), code('window.experimentIntegration = { track: () => true }')],
      'script order',
      /Remove it/,
    ],
    [
      'load options that lose impressions',
      [snippet(), plugin(), webExperiment()],
      'leaving the page',
      /keepalive: true/,
    ],
  ])('says what to do about %s', async (_what, parts, about, advice) => {
    const { page } = await openInDebug(...parts)
    expect(await until(async () => advice.test((await diagnose(page))[about]?.todo ?? ''))).toBeTruthy()
  })
})
