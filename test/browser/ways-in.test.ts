import { useStage } from './helpers/stage'
import { code, flag, npm, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

const load = `npm.AnalyticsBrowser.load({ writeKey: 'WRITEKEY', cdnURL: 'http://cdn.segment.test:{port}' })`

const expectTreatment = async (): Promise<void> => {
  const [impression] = await stage.site.impressionsArrived(1)
  expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
}

describe('the script tag', () => {
  it('hands an impression to analytics.js in its pre-transformation form', async () => {
    const { site } = stage
    site.page('/products', `<!doctype html><title>Shop</title>${snippet()}${plugin()}${webExperiment()}`)
    const page = await stage.newPage()
    await page.goto(site.url('/products?utm_source=x'))
    const [impression] = await site.impressionsArrived(1)
    expect(impression).toMatchObject({
      type: 'track',
      event: '$impression',
      userId: null,
      anonymousId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      messageId: expect.stringMatching(/^exp-.{1,96}$/) as string,
      timestamp: new Date(impression?.properties['time'] as number).toISOString(),
    })
    expect(impression?.properties).toEqual({
      flag_key: 'hero-headline',
      experiment_key: 'exp-1',
      variant: 'treatment',
      metadata: {
        deployed: true,
        evaluationMode: 'local',
        experimentKey: 'exp-1',
        flagType: 'experiment',
        flagVersion: 7,
        deliveryMethod: 'web',
        segmentName: 'All Other Users',
        url: site.url('/products'),
      },
      time: expect.any(Number) as number,
    })
    expect(impression?.context.page).toEqual({
      path: '/products',
      referrer: '',
      search: '?utm_source=x',
      title: 'Shop',
      url: site.url('/products?utm_source=x'),
    })
    expect(impression?.context.campaign).toEqual({ source: 'x' })
    expect(Object.keys(impression?.context ?? {})).not.toContain('experiment-impressions')
  })

  it('takes options from data attributes', async () => {
    await stage.answerForSegmentsCdn()
    const attributes = 'data-instance-key="ajs" data-flatten-metadata="true"'
    await stage.open('/', snippet({ key: 'ajs' }), plugin(attributes), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toMatchObject({ metadata_flagVersion: 7 })
  })

  it('takes options from window.experimentImpressions', async () => {
    await stage.answerForSegmentsCdn()
    const options = code(`window.experimentImpressions = { instanceKey: 'ajs' }`)
    await stage.open('/', options, snippet({ key: 'ajs' }), plugin(), webExperiment())
    await expectTreatment()
  })

  it('works with the plugin in front of the snippet, and with Segment after everything', async () => {
    await stage.open('/', plugin(), webExperiment(), snippet())
    await expectTreatment()
  })
})

describe('npm', () => {
  it('works as window.experimentIntegration', async () => {
    const own = `window.experimentIntegration = npm.createExperimentIntegration({ instance: ${load} })`
    await stage.open('/', npm(own), webExperiment())
    await expectTreatment()
  })

  it('works as a plugin of the Experiment JS client', async () => {
    const own = `
      const client = Experiment.initialize('client-key', { initialFlags: ${JSON.stringify(JSON.stringify([flag({ deliveryMethod: 'feature' })]))}, pollOnStart: false })
      client.addPlugin(npm.createExperimentIntegration({ instance: ${load} }))
      client.variant('hero-headline')`
    await stage.open('/', code(''), '<script src="/experiment.js"></script>', npm(own))
    const [exposure] = await stage.site.impressionsArrived(1)
    expect(exposure).toMatchObject({ event: '$exposure', properties: { variant: 'treatment' } })
  })

  it('works as a plugin of analytics.js', async () => {
    await stage.open('/', npm(`${load}.register(npm.experimentImpressions())`), webExperiment())
    await expectTreatment()
  })

  it('works as a plugin of analytics.js that is in place before the Web Experiment script', async () => {
    const own = `window.ready = npm.AnalyticsBrowser.load({ writeKey: 'WRITEKEY', cdnURL: 'http://cdn.segment.test:{port}', plugins: [npm.experimentImpressions()] })`
    const page = await stage.open('/', npm(own))
    await page.waitForFunction('window.experimentIntegration')
    await page.addScriptTag({ url: '/experiment.js' })
    await page.evaluate(webExperiment().replace(/^.*?<script>|<\/script>$/gs, ''))
    await expectTreatment()
  })
})

describe('segmentIntegrationPlugin', () => {
  it('takes `instance` and `skipSetup` of Amplitude’s plugin', async () => {
    const own = `window.experimentIntegration = npm.segmentIntegrationPlugin({ instance: ${load}, skipSetup: true })`
    const page = await stage.open('/', npm(own), webExperiment())
    expect(await page.evaluate('"setup" in experimentIntegration')).toBe(false)
    await expectTreatment()
  })

  it('takes `instanceKey` of Amplitude’s plugin', async () => {
    await stage.answerForSegmentsCdn()
    const own = `window.experimentIntegration = ExperimentImpressions.createExperimentIntegration({ instanceKey: 'ajs' })`
    await stage.open('/', plugin(), code(own), webExperiment(), snippet({ key: 'ajs' }))
    await expectTreatment()
  })
})
