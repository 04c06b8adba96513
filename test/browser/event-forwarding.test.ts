import { useStage } from './helpers/stage'
import { code, flag, npm, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

describe('event forwarding', () => {
  it('passes track events to the Web Experiment script, but no impressions, exposures or other calls', async () => {
    const own = code(`
      analytics.page('Home')
      analytics.identify('USER-1')
      analytics.track('Product Added', { sku: 'a', nested: { price: 1 } })`)
    const flags = [flag(), flag({ key: 'feature', deliveryMethod: 'feature' })]
    const page = await stage.open('/', snippet(), plugin(), webExperiment(flags), own)
    await stage.site.impressionsArrived(2)
    await stage.site.event('Product Added')
    await page.evaluate(`show('hero-headline'); analytics.track('Last'); undefined`)
    await stage.site.event('Last')
    expect(await page.evaluate('forwarded')).toEqual([
      { event_type: 'Product Added', event_properties: { sku: 'a', nested: { price: 1 } } },
      { event_type: 'Last', event_properties: {} },
    ])
  })

  it.each([
    [
      '`data-experiment-impressions-forward-events="false"`',
      [snippet(), plugin('data-experiment-impressions-forward-events="false"')],
    ],
    [
      '`forwardEvents: false`',
      [
        snippet(),
        npm('window.experimentIntegration = npm.createExperimentIntegration({ forwardEvents: false })'),
      ],
    ],
  ])('is off with %s', async (_how, parts) => {
    const page = await stage.open('/', ...parts, webExperiment(), code(`analytics.track('Product Added')`))
    await stage.site.impressionsArrived(1)
    await stage.site.event('Product Added')
    expect(await page.evaluate('forwarded')).toEqual([])
  })

  it('loses no event if the Web Experiment script throws', async () => {
    const broken = code(`webExperiment.plugin = () => ({ execute() { throw new Error('broken') } })`)
    const page = await stage.open('/', snippet(), plugin(), webExperiment(), broken)
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(`analytics.track('Product Added'); undefined`)
    expect(await stage.site.event('Product Added')).toMatchObject({ type: 'track' })
  })

  it('loses no event if there is no Web Experiment script', async () => {
    const page = await stage.open('/', snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(`analytics.track('Product Added'); undefined`)
    expect(await stage.site.event('Product Added')).toMatchObject({ type: 'track' })
  })

  it('reaches a script that still loads through its stub', async () => {
    const stub = code(`
      window.forwarded = []
      window.webExperiment = { plugin: () => ({ execute: (event) => forwarded.push(event) }) }`)
    const page = await stage.open('/', stub, snippet(), plugin(), code(`analytics.track('Product Added')`))
    await stage.site.event('Product Added')
    expect(await page.evaluate('forwarded.length')).toBe(1)
  })
})
