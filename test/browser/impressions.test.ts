import type { ConsoleMessage, Page } from 'playwright-core'
import { useStage } from './helpers/stage'
import { code, flag, html, plugin, snippet, webExperiment } from './helpers/page-parts'

const stage = useStage()

/** Sends one of the page's own events and waits for it. All earlier events have arrived by then. */
const flush = async (page: Page): Promise<void> => {
  await page.evaluate(`analytics.track('Last'); undefined`)
  await stage.site.event('Last')
}

const track = (event: object): string => `experimentIntegration.track(${JSON.stringify(event)})`

describe('each view', () => {
  it.each([
    ['treatment', flag(), { variant: 'treatment' }],
    ['control', flag({ variant: 'control' }), { variant: 'control' }],
    ['off', flag({ variant: 'off' }), { metadata: { default: true } }],
  ])('of %s reaches Segment once', async (_variant, shown, properties) => {
    const page = await stage.open('/', snippet(), plugin(), webExperiment([shown]))
    const [impression] = await stage.site.impressionsArrived(1)
    await flush(page)
    expect(stage.site.impressions).toHaveLength(1)
    expect(impression).toMatchObject({ event: '$impression', properties })
    expect('variant' in (impression?.properties ?? {})).toBe('variant' in properties)
  })

  it('of a feature flag reaches Segment as $exposure, once per session', async () => {
    // The client counts again for another person, and on a first visit nobody turns into somebody.
    await stage.store({ ajs_anonymous_id: '"ANON-1"' })
    const page = await stage.open(
      '/',
      snippet(),
      plugin(),
      webExperiment([flag({ deliveryMethod: 'feature' })], 'feature'),
    )
    const [exposure] = await stage.site.impressionsArrived(1)
    await page.evaluate(`show('hero-headline')`)
    await flush(page)
    expect(stage.site.impressions).toHaveLength(1)
    expect(exposure).toMatchObject({
      event: '$exposure',
      properties: {
        flag_key: 'hero-headline',
        experiment_key: 'exp-1',
        variant: 'treatment',
        metadata: { flagVersion: 7 },
      },
      context: { page: { path: '/' } },
    })
    expect(exposure?.properties).not.toHaveProperty('time')
  })

  it('of a redirect variant, reported by its target page, reaches Segment once', async () => {
    const { site } = stage
    // The Web Experiment script stores the impression in sessionStorage and tracks it on the target page.
    site.page('/new', html(snippet(), plugin(), webExperiment()))
    site.page('/old', html(code(`location.replace('/new')`), snippet(), plugin()))
    const page = await stage.newPage()
    await page.goto(site.url('/old')).catch(() => undefined)
    const [impression] = await site.impressionsArrived(1)
    await flush(page)
    expect(site.impressions).toHaveLength(1)
    expect(impression?.context.page['path']).toBe('/new')
  })

  it('of a redirect variant, reported by the page before the redirect, reaches Segment once', async () => {
    const { site } = stage
    site.page('/new', html(snippet(), plugin(), webExperiment([])))
    await stage.open('/', plugin())
    site.page(
      '/old',
      html(snippet(), plugin(), webExperiment(), code(`setTimeout(() => location.replace('/new'))`)),
    )
    const page = await stage.newPage()
    await page.goto(site.url('/old')).catch(() => undefined)
    const [impression] = await site.impressionsArrived(1)
    await page.waitForURL(site.url('/new'))
    await page.waitForFunction('analytics.initialized')
    await flush(page)
    expect(new Set(site.impressions.map(({ messageId }) => messageId)).size).toBe(1)
    expect(impression?.context.page['path']).toBe('/old')
  })

  it('on a route of a single-page app reaches Segment once, with its own page', async () => {
    const { site } = stage
    const page = await stage.open('/a', snippet(), plugin(), webExperiment())
    await site.impressionsArrived(1)
    for (const [index, path] of ['/b', '/c', '/a'].entries()) {
      await page.evaluate(`history.pushState({}, '', '${path}'); show('hero-headline')`)
      // Concurrent requests may overtake each other.
      await site.impressionsArrived(index + 2)
    }
    await flush(page)
    const pages = site.impressions.map(({ context, properties }) => [
      context.page['path'],
      (properties['metadata'] as { url: string }).url,
    ])
    expect(pages).toEqual(['/a', '/b', '/c', '/a'].map((path) => [path, site.url(path)]))
  })
})

describe('properties', () => {
  const properties = {
    flag_key: 'hero-headline',
    variant: 'treatment',
    price: 1.5,
    list: [1, { deep: ['a'] }],
    date: '2026-11-23T03:24:26.308Z',
    nothing: null,
    metadata: { flagVersion: 7, nested: { deeper: [true, null, { x: 'y' }] }, url: 'https://shop.test/a' },
  }

  it('arrive unchanged', async () => {
    const page = await stage.open('/', snippet(), plugin())
    await page.evaluate(track({ eventType: '$impression', eventProperties: properties }))
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.properties).toEqual(properties)
  })

  it('have flat metadata with flattenMetadata', async () => {
    const page = await stage.open(
      '/',
      snippet(),
      plugin('data-experiment-impressions-flatten-metadata="true"'),
    )
    await page.evaluate(track({ eventType: '$impression', eventProperties: properties }))
    const [impression] = await stage.site.impressionsArrived(1)
    const { metadata: _metadata, ...rest } = properties
    expect(impression?.properties).toEqual({
      ...rest,
      metadata_flagVersion: 7,
      metadata_nested_deeper_0: true,
      metadata_nested_deeper_1: null,
      metadata_nested_deeper_2_x: 'y',
      metadata_url: 'https://shop.test/a',
    })
  })
})

describe('an invalid event', () => {
  it('is dropped, with one console warning per code', async () => {
    const page = await stage.open('/', snippet(), plugin())
    const warnings: string[] = []
    page.on('console', (message: ConsoleMessage) => {
      if (message.text().includes('[experiment-impressions]'))
        warnings.push(`${message.type()} ${message.text()}`)
    })
    await page.waitForFunction('analytics.initialized')
    for (const event of [
      { eventType: '$impression', eventProperties: { variant: 'treatment' } },
      { eventType: '$impression', eventProperties: { flag_key: '' } },
      { eventType: '$impression', eventProperties: { flag_key: null } },
      { eventType: '$exposure' },
      { eventProperties: { flag_key: 'hero-headline' } },
      {},
    ])
      expect(await page.evaluate(track(event))).toBe(true)
    for (const nonsense of [
      'undefined',
      'null',
      '1',
      '"text"',
      'new Proxy({}, { get() { throw new Error() } })',
    ])
      expect(await page.evaluate(`experimentIntegration.track(${nonsense})`)).toBe(true)
    await flush(page)
    expect(stage.site.impressions).toEqual([])
    expect(warnings.sort()).toEqual([
      'warning [experiment-impressions] FLAG_KEY_MISSING: event dropped',
      'warning [experiment-impressions] NOT_EXPERIMENT_EVENT: event dropped',
    ])
  })
})
