import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useStage } from './helpers/stage'
import { buildForPage } from './helpers/build-for-page'
import { code, startExperiment, webExperiment } from './helpers/page-parts'

const root = join(__dirname, '../..')
const readme = readFileSync(join(root, 'packages/source-plugin/README.md'), 'utf8')

/** The README's code blocks of a language, in their order. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block)

const [page = ''] = blocks('html')
const [asImport = '', asPlugin = ''] = blocks('js')

const stage = useStage()

/** Answers for the hosts that the README's pages name. */
const answerForHosts = async (): Promise<void> => {
  const { site, visitor } = stage
  await stage.answerForSegmentsCdn()
  await visitor.route('https://unpkg.com/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    await route.fulfill({
      response: await route.fetch({ url: site.url(pathname.replace(/.*\//, '/'), '127.0.0.1') }),
    })
  })
  await visitor.route('https://cdn.amplitude.com/**', async (route) => {
    const client = readFileSync(require.resolve('@amplitude/experiment-js-client'), 'utf8')
    await route.fulfill({ contentType: 'text/javascript', body: `${client}\n${startExperiment()}` })
  })
}

describe('the README', () => {
  it('has a page with the script tag that works as it stands', async () => {
    await answerForHosts()
    await stage.open('/products', page)
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
  })

  it.each([
    ['the import', asImport],
    ['the plugin of analytics.js', asPlugin],
  ])('has %s in a form that works as it stands', async (_name, module) => {
    await answerForHosts()
    await stage.open('/', code(buildForPage(module)), webExperiment())
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression).toMatchObject({ event: '$impression', properties: { variant: 'treatment' } })
  })
})
