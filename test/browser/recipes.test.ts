import { transformSync } from 'esbuild'
import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { answerForCdns } from './helpers/cdns'
import { html } from './helpers/page-parts'
import { knownVisitor, onlyImpression, recipe, treatmentOfKnownVisitor } from './helpers/recipe'
import { shopPage } from './helpers/shopify'
import { useStage } from './helpers/stage'
import { container, containerSnippet } from './helpers/tag-manager'
import { wordPressPage } from './helpers/wordpress'

const stage = useStage()

const open = async (page: string, path = '/products'): Promise<Page> => {
  stage.site.page('/products', page)
  const tab = await stage.newPage()
  await tab.goto(stage.site.url(path), { waitUntil: 'domcontentloaded' })
  return tab
}

const segment =
  '<script async src="https://cdn.segment.com/analytics.js/v1/WRITE_KEY/analytics.min.js"></script>'

/** Serves a container with this Custom HTML tag. */
const answerForTagManager = (customHtml: string): Promise<unknown> =>
  stage.visitor.route('https://www.googletagmanager.com/gtm.js?id=GTM-TEST', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: container(customHtml) }),
  )

const pages = [
  { name: 'plain HTML', make: () => recipe('plain-html.html') },
  {
    name: 'Google Tag Manager',
    make: async () => {
      await answerForTagManager(recipe('google-tag-manager.html'))
      return html(containerSnippet, segment)
    },
  },
  { name: 'Shopify', make: () => shopPage() },
  { name: 'WordPress', make: () => wordPressPage() },
]

describe.each(pages)('the recipe for $name', ({ make }) => {
  it('sends each impression once, with the person that analytics.js knows', async () => {
    await answerForCdns(stage)
    await stage.store(knownVisitor)
    const page = await open(await make())
    expect(await onlyImpression(stage, page)).toMatchObject({
      ...treatmentOfKnownVisitor,
      context: { page: { path: '/products' } },
    })
    expect(await page.evaluate('experimentIntegration.name')).toBe('experiment-impressions')
  })

  it('makes the browser block a script with another hash, and leaves the page alone', async () => {
    await answerForCdns(stage, { tamper: (script) => `${script};window.isTampered = true` })
    const page = await open(await make())
    await page.waitForFunction('window.isStarted')
    expect(await page.evaluate('[window.isTampered, window.experimentIntegration, shown]')).toEqual([
      undefined,
      undefined,
      'treatment',
    ])
  })

  it('loads the debug file from the same folder', async () => {
    await answerForCdns(stage)
    const page = await open(await make(), '/products?experiment_impressions=debug')
    await page.waitForFunction('window.experimentImpressions?.diagnose')
    expect(await page.evaluate('experimentImpressions.diagnose()')).not.toEqual([])
  })
})

describe('the recipe for Google Tag Manager', () => {
  it('passes options through an inline script', async () => {
    await answerForCdns(stage)
    await answerForTagManager(
      recipe('google-tag-manager.html').replace('forwardEvents: true', 'flattenMetadata: true'),
    )
    const page = await open(html(containerSnippet, segment))
    expect(await onlyImpression(stage, page)).toMatchObject({ properties: { metadata_flagVersion: 7 } })
  })

  it('needs the inline script, because data attributes get lost', async () => {
    await answerForCdns(stage)
    const [, script = ''] =
      /(<script\b[^>]*experiment-impressions[^>]*><\/script>)/.exec(recipe('plain-html.html')) ?? []
    await answerForTagManager(
      script.replace('src=', 'data-experiment-impressions-flatten-metadata="true" src=') +
        '<script src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js"></script>',
    )
    const page = await open(html(containerSnippet, segment))
    expect(await onlyImpression(stage, page)).toMatchObject({ properties: { metadata: { flagVersion: 7 } } })
  })

  it('is written in ECMAScript 5, the limit for Custom HTML tags', () => {
    const [, code = ''] = /<script>(.*)<\/script>/s.exec(recipe('google-tag-manager.html')) ?? []
    // esbuild rejects syntax that it can't rewrite for this target.
    expect(() => transformSync(code, { target: 'es5', logLevel: 'silent' })).not.toThrow()
    expect(() => transformSync(`const x = 1;${code}`, { target: 'es5', logLevel: 'silent' })).toThrow('const')
  })
})

describe('the recipe for WordPress', () => {
  it('loads before every script that plugins and themes enqueue', async () => {
    await answerForCdns(stage)
    const page = await open(wordPressPage())
    await onlyImpression(stage, page)
    expect(await page.evaluate('isIntegrationFirst')).toBe(true)
  })
})

describe('the recipe for Shopify', () => {
  const customer = { id: 7_012_345_678_901 }

  it('identifies the logged-in customer, under the anonymous id of the earlier impression', async () => {
    await answerForCdns(stage)
    const page = await open(shopPage({ customer }))
    const first = await onlyImpression(stage, page)
    const identify = await until(() => stage.site.arrived.find(({ type }) => type === 'identify'))
    expect(identify).toMatchObject({ userId: '7012345678901', anonymousId: first?.anonymousId })

    stage.site.arrived.length = 0
    await page.reload()
    expect(await onlyImpression(stage, page)).toMatchObject({ userId: '7012345678901' })
  })

  it('identifies nobody if nobody is logged in', async () => {
    await answerForCdns(stage)
    expect(await onlyImpression(stage, await open(shopPage()))).toMatchObject({ userId: null })
    expect(stage.site.arrived.filter(({ type }) => type === 'identify')).toEqual([])
  })

  const countWaiting = (page: Page): Promise<number> =>
    page.evaluate(
      `Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length`,
    )

  const openUndecided = async (): Promise<{ page: Page; asked: string[] }> => {
    await answerForCdns(stage)
    const asked: string[] = []
    stage.visitor.on('request', (request) => {
      if (request.url().includes('segment')) asked.push(request.url())
    })
    const page = await open(shopPage({ isConsentNeeded: true }))
    await until(async () => (await countWaiting(page)) === 1)
    return { page, asked }
  }

  it('loads nothing from Segment before the visitor agrees, then sends the waiting impression', async () => {
    const { page, asked } = await openUndecided()
    expect(asked).toEqual([])
    await page.evaluate(`decide('yes')`)
    await onlyImpression(stage, page)
    expect(await countWaiting(page)).toBe(0)
  })

  it('erases the waiting impression if the visitor refuses, and never loads Segment', async () => {
    const { page, asked } = await openUndecided()
    await page.evaluate(`decide('no')`)
    await until(async () => (await countWaiting(page)) === 0)
    expect(asked).toEqual([])
  })
})
