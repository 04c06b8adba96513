import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { code, html, plugin, snippet, webExperiment } from './helpers/page-parts'
import { useStage } from './helpers/stage'

const stage = useStage()

/** Opens a page whose script has these attributes. `warnings` are the plugin's own lines in the console. */
const openWith = async (attributes: string): Promise<{ page: Page; warnings: string[] }> => {
  stage.site.page('/', html(snippet(), plugin(attributes), webExperiment()))
  const page = await stage.newPage()
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('experiment-impressions')) warnings.push(message.text())
  })
  await page.goto(stage.site.url('/'))
  await page.waitForFunction('window.isStarted && analytics.initialized')
  return { page, warnings }
}

const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length`)

describe('attributes of other tools on the script', () => {
  it('change nothing', async () => {
    const { page, warnings } = await openWith(
      `data-consent="analytics" data-consent="" data-instance="main" data-instance-key="" data-max-age-days="" data-debug
       data-cookieconsent="statistics" data-cfasync="false" data-category="targeting" data-forward-events="false"`,
    )
    await stage.site.impressionsArrived(1)
    await page.evaluate(`analytics.track('Product Added'); undefined`)
    await page.waitForFunction(`forwarded.some(({ event_type }) => event_type === 'Product Added')`)
    expect(warnings).toEqual([])
  })
})

describe('an attribute of the plugin', () => {
  it.each([
    ['instance-key', ''],
    ['max-age-days', 'week'],
    ['max-age-days', ''],
    ['max-age-days', '0'],
    ['max-age-days', 'false'],
    ['forward-events', 'yes'],
    ['flatten-metadata', ''],
    ['debug', '1'],
  ])('is ignored, with a warning, if its value makes no sense (%s="%s")', async (name, value) => {
    const { warnings } = await openWith(`data-experiment-impressions-${name}="${value}"`)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties['metadata']).toEqual(expect.any(Object))
    const option = name.replace(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase())
    expect(warnings).toEqual([`[experiment-impressions] experimentImpressions${option}="${value}" ignored`])
  })

  it.each(['granted', 'analytics', '', '1', 'null'])(
    'leaves consent undecided with "%s", and warns',
    async (value) => {
      const { page, warnings } = await openWith(`data-experiment-impressions-consent="${value}"`)
      await until(async () => (await countWaiting(page)) === 1)
      await page.evaluate(`analytics.track('Last'); undefined`)
      await stage.site.event('Last')
      expect(stage.site.impressions).toEqual([])
      expect(warnings).toEqual([`[experiment-impressions] experimentImpressionsConsent="${value}" ignored`])
    },
  )

  it('yields to window.experimentImpressions', async () => {
    await stage.open(
      '/',
      code('window.experimentImpressions = { flattenMetadata: true }'),
      snippet(),
      plugin('data-experiment-impressions-flatten-metadata="false"'),
      webExperiment(),
    )
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toHaveProperty('metadata_flagVersion')
  })
})

describe('a consent that is neither true nor false', () => {
  it.each([`'yes'`, `'denied'`, '1', '0', 'null', 'Promise.resolve(true)', '{}'])(
    'is undecided: %s',
    async (answer) => {
      const page = await stage.open(
        '/',
        code(`window.answer = () => (${answer}); window.experimentImpressions = { consent: () => answer() }`),
        snippet(),
        plugin(),
        webExperiment(),
      )
      await page.waitForFunction('analytics.initialized && window.isStarted')
      await until(async () => (await countWaiting(page)) === 1)
      await page.evaluate(`analytics.track('Last'); undefined`)
      await stage.site.event('Last')
      expect(stage.site.impressions).toEqual([])
      await page.evaluate('window.answer = () => true')
      await stage.site.impressionsArrived(1)
    },
  )
})
