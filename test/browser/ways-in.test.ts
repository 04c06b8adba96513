import { useStage } from './helpers/stage'
import { code, flag, loadFromNpm, npm, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

const expectTreatment = async (): Promise<void> => {
  const [impression] = await stage.site.impressionsArrived(1)
  expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
}

describe('the script tag', () => {
  it('reads options from data attributes', async () => {
    await stage.answerForSegmentsCdn()
    const attributes =
      'data-experiment-impressions-instance-key="ajs" data-experiment-impressions-flatten-metadata="true"'
    await stage.open('/', snippet({ key: 'ajs' }), plugin(attributes), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toMatchObject({ metadata_flagVersion: 7 })
  })

  it('reads options from window.experimentImpressions', async () => {
    await stage.answerForSegmentsCdn()
    const options = code(`window.experimentImpressions = { instanceKey: 'ajs' }`)
    await stage.open('/', options, snippet({ key: 'ajs' }), plugin(), webExperiment())
    await expectTreatment()
  })

  it('works before the snippet, and with Segment after everything else', async () => {
    await stage.open('/', plugin(), webExperiment(), snippet())
    await expectTreatment()
  })
})

describe('npm', () => {
  it('works as a plugin of the Experiment JS client', async () => {
    const own = `
      const client = Experiment.initialize('client-key', { initialFlags: ${JSON.stringify(JSON.stringify([flag({ deliveryMethod: 'feature' })]))}, pollOnStart: false })
      client.addPlugin(npm.createExperimentIntegration({ instance: ${loadFromNpm()} }))
      client.variant('hero-headline')`
    await stage.open('/', code(''), '<script src="/experiment.js"></script>', npm(own))
    const [exposure] = await stage.site.impressionsArrived(1)
    expect(exposure).toMatchObject({ event: '$exposure', properties: { variant: 'treatment' } })
  })
})

describe('segmentIntegrationPlugin', () => {
  it('accepts `instance` and `skipSetup` of Amplitude’s plugin', async () => {
    const own = `window.experimentIntegration = npm.segmentIntegrationPlugin({ instance: ${loadFromNpm()}, skipSetup: true })`
    const page = await stage.open('/', npm(own), webExperiment())
    expect(await page.evaluate('"setup" in experimentIntegration')).toBe(false)
    await expectTreatment()
  })

  it('accepts `instanceKey` of Amplitude’s plugin', async () => {
    await stage.answerForSegmentsCdn()
    const own = `window.experimentIntegration = ExperimentImpressions.createExperimentIntegration({ instanceKey: 'ajs' })`
    await stage.open('/', plugin(), code(own), webExperiment(), snippet({ key: 'ajs' }))
    await expectTreatment()
  })
})
