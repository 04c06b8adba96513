import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useStage } from './helpers/stage'
import { buildForPage } from './helpers/build-for-page'
import { answerForCdns } from './helpers/cdns'
import { MparticleServers, mparticleSdk } from './helpers/mparticle-page'
import { code, webExperiment } from './helpers/page-parts'
import { rudderstackSdk } from './helpers/rudderstack-page'

const root = join(__dirname, '../..')
const readme = readFileSync(join(root, 'packages/source-plugin/README.md'), 'utf8')

/** The README's code blocks in a language, in order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block)

const [page = '', rudderstackPage = '', mparticlePage = ''] = blocks('html')
const [asImport = '', asPlugin = ''] = blocks('js')

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
