import { useStage } from './helpers/stage'
import { code, flag, npm, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

describe('a plugin that loads after the Web Experiment script has started', () => {
  it('takes over, sends the stuck events, and accepts new ones', async () => {
    const { site } = stage
    const page = await stage.open(
      '/',
      snippet(),
      webExperiment([flag({ key: 'flag-1' }), flag({ key: 'flag-2' })]),
    )
    await page.waitForFunction('window.isStarted && analytics.initialized')
    expect(
      await page.evaluate(`JSON.parse(localStorage.getItem('EXP_unsent_$default_instance')).length`),
    ).toBe(2)
    await page.addScriptTag({ url: '/experiment-impressions.min.js' })
    const impressions = await site.impressionsArrived(2)
    expect(impressions.map(({ properties }) => properties['flag_key']).sort()).toEqual(['flag-1', 'flag-2'])
    await page.evaluate(`show('flag-1')`)
    await site.impressionsArrived(3)
    expect(new Set(site.impressions.map(({ messageId }) => messageId)).size).toBe(3)
    expect(await page.evaluate(`localStorage.getItem('EXP_unsent_$default_instance')`)).toBeNull()
  })

  it('keeps the time and page of events that another page has left behind', async () => {
    const { site } = stage
    const first = await stage.open('/a', webExperiment())
    await first.waitForFunction('window.isStarted')
    await first.close()
    const page = await stage.open('/b', snippet(), plugin(), webExperiment([]))
    const [impression] = await site.impressionsArrived(1)
    const time = impression?.properties['time'] as number
    expect(time).toBeLessThan(await page.evaluate<number>('performance.timeOrigin'))
    expect(impression).toMatchObject({
      timestamp: new Date(time).toISOString(),
      context: { page: { url: site.url('/a'), path: '/a', search: '', title: '', referrer: '' } },
    })
  })

  it('leaves the client alone if that has accepted it in time', async () => {
    const spied = code(`
      window.added = 0 // the client added it once while the page loaded
      const addPlugin = experimentClient.addPlugin
      experimentClient.addPlugin = function (each) { added += 1; return addPlugin.call(this, each) }`)
    await stage.visitor.clock.install()
    const page = await stage.open('/', snippet(), plugin(), webExperiment(), spied)
    await stage.site.impressionsArrived(1)
    await page.clock.runFor(5000)
    expect(await page.evaluate('added')).toBe(0)
  })
})

describe('a plugin that loads twice', () => {
  const expectOne = async (): Promise<void> => {
    const { site } = stage
    await site.impressionsArrived(1)
    await site.event('Last')
    expect(site.impressions).toHaveLength(1)
  }
  const last = code(`analytics.track('Last')`)

  it('stays a single integration, and sends each impression once', async () => {
    const keep = code('window.first = experimentIntegration')
    const page = await stage.open('/', snippet(), plugin(), keep, plugin(), webExperiment(), last)
    await expectOne()
    expect(await page.evaluate('first === experimentIntegration')).toBe(true)
    expect(
      await page.evaluate(
        `analytics.queue.plugins.filter(({ name }) => name.startsWith('experiment-impressions')).length`,
      ),
    ).toBe(1)
  })

  it('sends each impression once if the page has both the script tag and the npm build', async () => {
    const own = 'window.experimentIntegration = npm.createExperimentIntegration()'
    const page = await stage.open('/', snippet(), plugin(), npm(own), webExperiment(), last)
    await expectOne()
    expect(
      await page.evaluate(
        `analytics.queue.plugins.filter(({ name }) => name.startsWith('experiment-impressions')).length`,
      ),
    ).toBe(1)
  })

  it('sends each impression once if the second copy arrives after the start', async () => {
    const page = await stage.open('/', snippet(), plugin(), webExperiment())
    await stage.site.impressionsArrived(1)
    await page.addScriptTag({ url: '/experiment-impressions.min.js' })
    await page.evaluate(`show('hero-headline'); analytics.track('Last'); undefined`)
    await stage.site.event('Last')
    await stage.site.impressionsArrived(2)
    expect(stage.site.impressions).toHaveLength(2)
  })
})
