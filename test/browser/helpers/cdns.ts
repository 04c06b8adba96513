import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { startExperiment } from './page-parts'
import type { Stage } from './stage'

const root = join(__dirname, '../../..')
const { version } = JSON.parse(readFileSync(join(root, 'packages/source-plugin/package.json'), 'utf8')) as {
  readonly version: string
}

/** Where jsDelivr has the version that is in the repository; no other is answered for. */
const ourFiles = `https://cdn.jsdelivr.net/npm/@experiment-impressions/source-plugin@${version}/dist/*.min.js`

export interface CdnOptions {
  /** Makes something else of our script on its way to the page. */
  readonly tamper?: (script: string) => string
  /** What the Web Experiment script waits for before it comes. */
  readonly experimentComes?: Promise<void>
}

/**
 * Answers for every host that a recipe names, under its real address: our files as built, the Experiment client set up as the
 * Web Experiment script does, the real analytics.js, and its tracking endpoint. Answers have the headers of those hosts, so the
 * browser checks hashes and policies as it does there.
 */
export const answerForCdns = async (
  stage: Stage,
  { tamper = (script) => script, experimentComes }: CdnOptions = {},
): Promise<void> => {
  const { visitor } = stage
  await visitor.route(ourFiles, async (route) => {
    const file = basename(new URL(route.request().url()).pathname)
    const script = readFileSync(join(process.env['TEST_BUNDLES'] ?? '', file), 'utf8')
    await route.fulfill({
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
      body: file.includes('.debug.') ? script : tamper(script),
    })
  })
  await visitor.route('https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js', async (route) => {
    await experimentComes
    const client = readFileSync(require.resolve('@amplitude/experiment-js-client'), 'utf8')
    await route.fulfill({ contentType: 'text/javascript', body: `${client}\n${startExperiment()}` })
  })
  await stage.answerForSegmentsCdn()
  await stage.answerForSegmentsApi()
  await visitor.route('https://cdn.segment.com/v1/projects/WRITE_KEY/settings', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: { integrations: { 'Segment.io': { apiKey: 'WRITE_KEY', apiHost: 'api.segment.io/v1' } } },
    }),
  )
}
