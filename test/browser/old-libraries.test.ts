import { until } from '../helpers/until'
import { code, html, plugin, snippet } from './helpers/page-parts'
import { useStage } from './helpers/stage'

const stage = useStage()

const mooTools = '<script src="/mootools.js"></script>'
const prototype = '<script src="/prototype.js"></script>'

/** One of the site's own events. Without options, analytics.js can't create one on a page with Prototype.js. */
const plain = code(`analytics.track('Plain', { list: ['a', 'b'] }, { timestamp: new Date() })`)

/** Shows two flags in the same millisecond. */
const showTwo = `
  const time = Date.now()
  for (const flag_key of ['flag-1', 'flag-2'])
    experimentIntegration.track({
      eventType: '$impression',
      eventProperties: { flag_key, variant: 'treatment', time, metadata: { list: ['a', 'b'], nested: { x: 1 } } },
    })
  undefined`

const expectTwo = async (): Promise<void> => {
  await stage.site.impressionsArrived(2)
  expect(new Set(stage.site.impressions.map(({ messageId }) => messageId)).size).toBe(2)
  expect(new Set(stage.site.impressions.map(({ properties }) => properties['flag_key'])).size).toBe(2)
}

beforeEach(async () => {
  await stage.answerForSegmentsApi()
})

describe.each([
  ['MooTools 1.5', mooTools, `Array.from('ab').length`, 1],
  ['Prototype.js 1.6', prototype, `JSON.stringify(['a']).length`, 9],
])('on a page with %s', (_library, script, quirk, result) => {
  it('two impressions in the same millisecond stay two', async () => {
    const page = await stage.open('/', script, snippet(), plugin())
    await page.waitForFunction('analytics.initialized')
    // The library really changes the page.
    expect(await page.evaluate(quirk)).toBe(result)
    await page.evaluate(showTwo)
    await expectTwo()
  })

  it('waiting impressions are sent as they were shown, even on the next page', async () => {
    const { site } = stage
    site.fail('script', 404)
    const page = await stage.open('/', script, snippet(), plugin())
    await page.evaluate(showTwo)
    site.fail('script', undefined)
    site.page('/next', html(script, snippet(), plugin(), plain))
    await page.goto(site.url('/next'))
    await expectTwo()
    const { properties: expected } = await site.event('Plain')
    // An array arrives as in a plain event, whatever the library turns it into.
    for (const { properties } of site.impressions)
      expect(properties['metadata']).toMatchObject({ list: expected['list'], nested: { x: 1 } })
    await until(() =>
      page.evaluate(`!Object.keys(localStorage).some((key) => key.startsWith('experiment-impressions:'))`),
    )
  })

  it('events in the Experiment client’s queue are accepted, not lost', async () => {
    const { site } = stage
    const release = site.hold('script')
    const page = await stage.open('/', script, snippet(), plugin())
    await page.evaluate(`
      experimentIntegration.setup({ instanceName: 'x' })
      experimentIntegration.getUser()
      localStorage.setItem('EXP_unsent_x', JSON.stringify([
        { eventType: '$exposure', eventProperties: { flag_key: 'flag-1' } },
        { eventType: '$exposure', eventProperties: { flag_key: 'flag-2' } },
      ]))
      undefined`)
    await page.waitForFunction(`localStorage.getItem('EXP_unsent_x') === null`)
    release()
    await expectTwo()
  })

  it('flattened metadata contains no functions from the library', async () => {
    const page = await stage.open(
      '/',
      script,
      snippet(),
      plugin('data-experiment-impressions-flatten-metadata="true"'),
    )
    await page.waitForFunction('analytics.initialized')
    await page.evaluate(showTwo)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toEqual({
      flag_key: expect.any(String) as string,
      variant: 'treatment',
      time: expect.any(Number) as number,
      metadata_list_0: 'a',
      metadata_list_1: 'b',
      metadata_nested_x: 1,
    })
  })
})
