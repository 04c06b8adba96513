import { startSandbox } from '@experiment-impressions/sandbox'
import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { code, flag, html, showing, webExperiment } from './helpers/page-parts'
import {
  isRudderstackLive,
  loadArguments,
  rudderstackNpm,
  rudderstackPlugin,
  rudderstackSdk,
  rudderstackSnippet,
} from './helpers/rudderstack-page'
import { useStage } from './helpers/stage'

/** A page with RudderStack's real SDK and the real Experiment JS client. */

const stage = useStage()

beforeAll(() => {
  stage.site.sdk('/rudderstack.js', rudderstackSdk())
  stage.site.sdk('/npm-rudderstack.js', rudderstackNpm())
})

const npm = (ownCode: string): string => `<script src="/npm-rudderstack.js"></script>${code(ownCode)}`

const live = (page: Page): Promise<unknown> => page.waitForFunction(isRudderstackLive)

/** Sends an event of the page's own and waits for it: what was to be sent before has been sent by then. */
const last = async (page: Page): Promise<void> => {
  await page.evaluate(`rudderanalytics.track('Last')`)
  await stage.site.event('Last')
}

describe('an impression', () => {
  it('becomes the post form and a user property in Amplitude', async () => {
    const sandbox = await startSandbox({ port: 0 })
    try {
      const snippet = rudderstackSnippet({ dataPlane: sandbox.url })
      stage.site.page('/products', html(snippet, rudderstackPlugin(), webExperiment()))
      const page = await stage.newPage()
      await page.goto(stage.site.url('/products', '127.0.0.1'))
      await until(
        () => sandbox.events().length > 0,
        () => 'no impression reached the sandbox',
      )
      await sandbox.settled()
      expect(sandbox.events()).toMatchObject([
        {
          outcome: 'accepted',
          issues: [],
          pre: { event: '$impression' },
          post: {
            event_type: '[Experiment] Impression',
            device_id: await page.evaluate('rudderanalytics.getAnonymousId()'),
            event_properties: { '[Experiment] Flag Key': 'hero-headline' },
          },
        },
      ])
      const device = String(sandbox.events()[0]?.post?.['device_id'])
      expect(sandbox.user(device)?.userProperties).toEqual({ '[Experiment] hero-headline': 'treatment' })
    } finally {
      await sandbox.close()
    }
  })

  it('carries its properties untouched, its moment, and the address that showed it', async () => {
    const canonical = '<link rel="canonical" href="http://www.shop.test/elsewhere">'
    stage.site.page('/a', html(canonical, rudderstackSnippet(), rudderstackPlugin(), webExperiment()))
    await (await stage.newPage()).goto(stage.site.url('/a?x=1'))
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toEqual({
      flag_key: 'hero-headline',
      experiment_key: 'exp-1',
      variant: 'treatment',
      metadata: expect.objectContaining({ flagVersion: 7, url: stage.site.url('/a') }) as object,
      time: expect.any(Number) as number,
    })
    expect(impression).toMatchObject({
      originalTimestamp: new Date(impression?.properties['time'] as number).toISOString(),
      context: {
        page: {
          path: '/a',
          search: '?x=1',
          url: stage.site.url('/a?x=1'),
          tab_url: stage.site.url('/a?x=1'),
          title: 'Shop',
        },
      },
    })
  })

  it('leaves at once where the SDK is live, and changes nobody’s anonymous id', async () => {
    const page = await stage.open('/', rudderstackSnippet(), rudderstackPlugin())
    await live(page)
    const before = await page.evaluate('rudderanalytics.getAnonymousId()')
    await page.evaluate(showing())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(before)
    expect(await page.evaluate('rudderanalytics.getAnonymousId()')).toBe(before)
  })

  it('has plain metadata with `flattenMetadata`', async () => {
    const attributes = 'data-experiment-impressions-flatten-metadata="true"'
    await stage.open('/', rudderstackSnippet(), rudderstackPlugin(attributes), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toMatchObject({ metadata_flagVersion: 7 })
    expect(impression?.properties).not.toHaveProperty('metadata')
  })

  it('is sent once, however often the script is on the page', async () => {
    const page = await stage.open(
      '/',
      rudderstackSnippet(),
      rudderstackPlugin(),
      rudderstackPlugin(),
      webExperiment(),
    )
    await stage.site.impressionsArrived(1)
    await last(page)
    expect(stage.site.impressions).toHaveLength(1)
  })
})

describe('the ways in', () => {
  const create = (options: string): string =>
    `window.experimentIntegration = npm.createRudderstackIntegration(${options})`

  it.each([
    [
      'an instance before it is loaded',
      [
        npm(
          `window.own = new npm.RudderAnalytics(); ${create('{ instance: own }')}; own.load(${loadArguments()})`,
        ),
      ],
    ],
    ['whatever is on window', [npm(`${create('')}; new npm.RudderAnalytics().load(${loadArguments()})`)]],
    ['the snippet’s stub', [rudderstackSnippet(), npm(create('{ instance: rudderanalytics }'))]],
    [
      'another property of window',
      [
        npm(
          `window.rudder = new npm.RudderAnalytics(); rudder.load(${loadArguments()}); ${create(`{ instanceKey: 'rudder' }`)}`,
        ),
      ],
    ],
  ])('from npm: %s', async (_what, parts) => {
    const page = await stage.open('/', ...parts, webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(await page.evaluate('experimentIntegration.getUser().device_id'))
  })

  it('takes over from a Web Experiment script that has started without, and drains what is stuck', async () => {
    const page = await stage.open('/', rudderstackSnippet(), webExperiment([flag(), flag({ key: 'other' })]))
    await page.waitForFunction('window.isStarted')
    await live(page)
    await page.addScriptTag({ url: '/experiment-impressions-rudderstack.min.js' })
    const impressions = await stage.site.impressionsArrived(2)
    expect(impressions.map(({ properties }) => properties['flag_key']).sort()).toEqual([
      'hero-headline',
      'other',
    ])
  })

  it('finds an SDK that says neither by its fields nor by an event that it is live, by `ready`', async () => {
    const page = await stage.open('/', rudderstackSnippet())
    await live(page)
    await page.evaluate(`
      const real = rudderanalytics
      window.rudderanalytics = Object.fromEntries(
        ['track', 'ready', 'getUserId', 'getAnonymousId', 'getUserTraits'].map((name) => [name, real[name]]))`)
    await page.addScriptTag({ url: '/experiment-impressions-rudderstack.min.js' })
    await page.evaluate(showing())
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })

  it('prints the fate of each impression in debug mode', async () => {
    const page = await stage.newPage()
    const printed: string[] = []
    page.on('console', (message) => printed.push(message.text()))
    stage.site.page('/', html(rudderstackSnippet(), rudderstackPlugin(), webExperiment()))
    await page.goto(stage.site.url('/?experiment_impressions=debug'))
    await until(() => printed.some((line) => line.startsWith('[experiment-impressions] sent')))
    expect(await stage.site.impressionsArrived(1)).toHaveLength(1)
  })
})

describe('setup', () => {
  /** Calls `setup` on a page whose clock stands still, and notes when it settles. */
  const openStill = async (...parts: readonly string[]): Promise<Page> => {
    await stage.visitor.clock.install({ time: 0 })
    await stage.visitor.clock.pauseAt(1000)
    const page = await stage.open('/', ...parts)
    await page.evaluate(
      `void experimentIntegration.setup({}).then(() => { window.settled = true }); Promise.resolve().then(() => undefined)`,
    )
    return page
  }

  it('settles at once where an anonymous id is stored', async () => {
    await live(await stage.open('/first', rudderstackSnippet()))
    stage.site.fail('script', 404)
    const page = await openStill(rudderstackSnippet(), rudderstackPlugin())
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it.each([
    ['is blocked', 'script'],
    ['has a source configuration that fails', 'settings'],
  ] as const)('settles within a second where the SDK %s', async (_how, door) => {
    stage.site.fail(door, 404)
    const page = await openStill(rudderstackSnippet(), rudderstackPlugin())
    await page.clock.runFor(900)
    expect(await page.evaluate('window.settled')).toBeUndefined()
    await page.clock.runFor(100)
    expect(await page.evaluate('window.settled')).toBe(true)
  })

  it('settles as soon as the SDK is live', async () => {
    const release = stage.site.hold('script')
    // A second lasts for ever, so that nothing but the SDK settles it.
    const patience = code(`
      const later = window.setTimeout
      window.setTimeout = (work, ms, ...rest) => (ms === 1000 ? 0 : later(work, ms, ...rest))`)
    const page = await stage.open('/', patience, rudderstackSnippet(), rudderstackPlugin())
    await page.evaluate(`void experimentIntegration.setup({}).then(() => { window.settled = true })`)
    release()
    await page.waitForFunction('window.settled')
    expect(await page.evaluate('experimentIntegration.getUser().device_id')).toBe(
      await page.evaluate('rudderanalytics.getAnonymousId()'),
    )
  })

  it('and the first impression wait for no destination on the page', async () => {
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
  /** Logs somebody in with the SDK loaded so, and answers with a page on which it has not come yet. */
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
  ])('is whom the SDK will name, where that keeps identities %s', async (_where, loadOptions) => {
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
  ])('is nobody, where the SDK %s; the impression is of whom it names', async (_how, loadOptions) => {
    const { page, release } = await openKnown(loadOptions)
    expect(await page.evaluate('experimentIntegration.getUser()')).toEqual({})
    await page.evaluate(showing())
    release()
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.userId).toBe(await page.evaluate('rudderanalytics.getUserId()'))
  })

  it.each([
    ['no base64', 'RS_ENC_v3_%%%'],
    ['no JSON', `RS_ENC_v3_${btoa('{')}`],
    ['no text', `RS_ENC_v3_${btoa('{"a":1}')}`],
    ['not encrypted', 'USER-1'],
    ['not encoded', '%E0%A4%A'],
  ])('is nobody where what is stored is %s, and breaks nothing', async (_what, value) => {
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
