import { startSandbox } from '@experiment-impressions/sandbox'
import { until } from '../helpers/until'
import { firstRecord } from './helpers/first-record'
import { code, flag, html, showing, webExperiment } from './helpers/page-parts'
import {
  loadArguments,
  rudderstackNpm,
  rudderstackPlugin,
  rudderstackSnippet,
} from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live } = useRudderstack()

const npm = (ownCode: string): string => `<script src="/npm-rudderstack.js"></script>${code(ownCode)}`

describe('an impression', () => {
  it('becomes a post-transformation event and a user property in Amplitude', async () => {
    const sandbox = await startSandbox({ port: 0 })
    try {
      const snippet = rudderstackSnippet({ dataPlane: sandbox.url })
      stage.site.page('/products', html(snippet, rudderstackPlugin(), webExperiment()))
      const page = await stage.newPage()
      await page.goto(stage.site.url('/products', '127.0.0.1'))
      expect(await firstRecord(sandbox)).toMatchObject({
        outcome: 'accepted',
        issues: [],
        pre: { event: '$impression' },
        post: {
          event_type: '[Experiment] Impression',
          device_id: await page.evaluate('rudderanalytics.getAnonymousId()'),
          event_properties: { '[Experiment] Flag Key': 'hero-headline' },
        },
      })
      const device = String(sandbox.events()[0]?.post?.['device_id'])
      expect(sandbox.user(device)?.userProperties).toEqual({ '[Experiment] hero-headline': 'treatment' })
    } finally {
      await sandbox.close()
    }
  })

  it('carries its properties unchanged, its time and the address of its page', async () => {
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

  it('leaves at once if the SDK is live, without changing the anonymous id', async () => {
    const page = await stage.open('/', rudderstackSnippet(), rudderstackPlugin())
    await live(page)
    const before = await page.evaluate('rudderanalytics.getAnonymousId()')
    await page.evaluate(showing())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(before)
    expect(await page.evaluate('rudderanalytics.getAnonymousId()')).toBe(before)
  })

  it('has flat metadata with `flattenMetadata`', async () => {
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
    await page.evaluate(`rudderanalytics.track('Last')`)
    await stage.site.event('Last')
    expect(stage.site.impressions).toHaveLength(1)
  })
})

describe('the ways in', () => {
  beforeAll(() => {
    stage.site.sdk('/npm-rudderstack.js', rudderstackNpm())
  })

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

  it('takes over from a Web Experiment script that started without it, and sends its queue', async () => {
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

  it('learns from `ready` alone that an SDK is live, without fields or events', async () => {
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
