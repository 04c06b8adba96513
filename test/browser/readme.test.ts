import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useStage } from './helpers/stage'
import { buildForPage } from './helpers/build-for-page'
import { answerForCdns } from './helpers/cdns'
import { code, webExperiment } from './helpers/page-parts'

const root = join(__dirname, '../..')
const readme = readFileSync(join(root, 'packages/source-plugin/README.md'), 'utf8')

/** The README's code blocks of a language, in their order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block)

const [page = ''] = blocks('html')
const [asImport = '', asPlugin = ''] = blocks('js')

const stage = useStage()

describe('the README', () => {
  it('has a page with the script tag that works as it stands', async () => {
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
  ])('has %s in a form that works as it stands', async (_name, module) => {
    await answerForCdns(stage)
    await stage.open('/', code(buildForPage(module)), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
  })
})
