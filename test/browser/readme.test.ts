import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@experiment-impressions/sandbox'
import type { Page } from 'playwright-core'
import { until } from '../helpers/until'
import { useStage } from './helpers/stage'
import { buildForPage } from './helpers/build-for-page'
import { answerForCdns } from './helpers/cdns'
import { MparticleServers, mparticleSdk } from './helpers/mparticle-page'
import { firstRecord } from './helpers/first-record'
import { code, html, webExperiment } from './helpers/page-parts'
import { rudderstackSdk } from './helpers/rudderstack-page'

const root = join(__dirname, '../..')
const readme = readFileSync(join(root, 'packages/source-plugin/README.md'), 'utf8')

/** The README's code blocks in a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block)

const [firstPage = '', page = '', rudderstackPage = '', mparticlePage = ''] = blocks('html')
const [ownSource = '', firstModule = '', asImport = '', asPlugin = ''] = blocks('js')

/** The code block that imports the plugin for RudderStack or mParticle. */
const importOf = (name: string): string =>
  blocks('js').find((block) => block.includes(`source-plugin/${name}'`)) ?? ''

const stage = useStage()

beforeAll(() => {
  stage.site.sdk('/rsa.min.js', rudderstackSdk())
  stage.site.sdk('/mparticle.js', mparticleSdk())
})

/** Answers for the hosts that the README's pages name. */
const answerForHosts = async (): Promise<void> => {
  await answerForCdns(stage)
  await stage.answerFor(/^https:\/\/(cdn\.rudderlabs|jssdkcdns\.mparticle)\.com/, (pathname) =>
    pathname.replace(/.*\//, '/'),
  )
  await stage.answerFor(/^https:\/\/(api\.rudderstack\.com|data-plane\.shop\.test)/)
}

describe('the README', () => {
  it('shows a page with the script tag that works unchanged', async () => {
    await answerForCdns(stage)
    stage.site.page('/products', page)
    const tab = await stage.newPage()
    await tab.goto(stage.site.url('/products'))
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
  })

  it.each([
    ['the import', asImport],
    ['the plugin of analytics.js', asPlugin],
  ])('shows code with %s that works unchanged', async (_name, module) => {
    await answerForCdns(stage)
    await stage.open('/', code(buildForPage(module)), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
  })

  it('shows a page and an import for RudderStack that work unchanged', async () => {
    await answerForHosts()
    await stage.open('/products', rudderstackPage)
    await stage.site.impressionsArrived(1)
    await stage.open(
      '/',
      code(buildForPage(importOf('rudderstack').replace('analytics-js', 'analytics-js/bundled'))),
      webExperiment(),
    )
    const impressions = await stage.site.impressionsArrived(2)
    expect(impressions).toMatchObject([{ event: '$impression' }, { event: '$impression' }])
  })

  it('shows a page and an import for mParticle that work unchanged', async () => {
    const servers = new MparticleServers()
    await answerForHosts()
    await servers.answerIn(stage.visitor)
    await stage.open('/products', mparticlePage)
    await servers.impressionsArrived(1)
    await stage.open('/', code(buildForPage(importOf('mparticle'))), webExperiment())
    expect(await servers.impressionsArrived(2)).toMatchObject([
      { category: 'user_content' },
      { category: 'user_content' },
    ])
  })
})

describe('the README’s first impression', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0 })
    await answerForCdns(stage)
  })
  afterEach(() => sandbox.close())

  /** Opens a page on this machine, with the sandbox's address for the README's. */
  const open = async (document: string): Promise<Page> => {
    stage.site.page(
      '/first-impression.html',
      document.replaceAll('127.0.0.1:4747', new URL(sandbox.url).host),
    )
    const tab = await stage.newPage()
    await tab.goto(stage.site.url('/first-impression.html?experiment_impressions=debug', '127.0.0.1'))
    return tab
  }

  const snippet = /!function[^]*?}}\(\);/.exec(firstPage)?.[0].replaceAll('\n      ', '\n') ?? ''
  const published = snippet
    .replace('analytics._cdn="http://127.0.0.1:4747"', '')
    .replace('http://127.0.0.1:4747', 'https://cdn.segment.com')

  it('has Segment’s own snippet, as published, with two changes', () => {
    // The output of `min({ apiKey: 'sandbox', page: {} })` in @segment/snippet 5.2.1.
    expect(createHash('sha256').update(published).digest('hex')).toBe(
      'b4008e1e72b71882838adf781059774cbee36b3dc726a25d2274bf665fe75b90',
    )
  })

  it.each([
    ['the snippet', () => firstPage],
    ['npm', () => html(code(buildForPage(firstModule)))],
  ])('arrives in the sandbox from %s, where diagnose() finds it', async (_way, document) => {
    const tab = await open(document())
    expect(await firstRecord(sandbox)).toMatchObject({
      outcome: 'accepted',
      issues: [],
      pre: { event: '$impression', properties: { flag_key: 'hero-headline', variant: 'treatment' } },
    })
    await tab.waitForFunction('window.experimentImpressions?.diagnose')
    const findings = await tab.evaluate<readonly { readonly found: string }[]>(
      'experimentImpressions.diagnose()',
    )
    expect(findings[1]?.found).toBe(
      `sent to ${sandbox.url}/v1 with the write key sandbox. If that is the sandbox, watch them arrive at ${sandbox.url}/`,
    )
    expect(stage.site.arrived).toEqual([])
  })

  it('needs both changes: without `_cdn`, analytics.js asks Segment for its settings', async () => {
    const asked = new Promise((resolve) => {
      stage.visitor.on('request', (request) => {
        if (request.url() === 'https://cdn.segment.com/v1/projects/sandbox/settings') resolve(true)
      })
    })
    await open(firstPage.replace('analytics._cdn="http://127.0.0.1:4747"', ''))
    expect(await asked).toBe(true)
  })

  it('goes from the page of a real source to the sandbox, if `apiHost` says so', async () => {
    await open(firstPage.replace(snippet, published.replace('analytics.load("sandbox");', ownSource)))
    expect(await firstRecord(sandbox)).toMatchObject({ outcome: 'accepted' })
    expect(stage.site.arrived).toEqual([])
  })

  it('is served by the command', async () => {
    const [, args = ''] = /^npx esbuild (.*)$/m.exec(readme) ?? []
    const server = spawn(join(root, 'node_modules/.bin/esbuild'), args.replace(':8000', ':0').split(' '), {
      cwd: join(root, 'docs/install/recipes'),
    })
    try {
      let printed = ''
      server.stderr.on('data', (chunk) => (printed += String(chunk)))
      const url = await until(() => /http:\S+/.exec(printed)?.[0])
      const answer = await fetch(`${url}first-impression.html`)
      expect(await answer.text()).toBe(firstPage)
    } finally {
      server.kill()
    }
  })
})
