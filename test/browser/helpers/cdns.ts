import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { startExperiment } from './page-parts'
import type { Stage } from './stage'

const root = join(__dirname, '../../..')
const { version } = JSON.parse(readFileSync(join(root, 'packages/source-plugin/package.json'), 'utf8')) as {
  readonly version: string
}

/** jsDelivr's address of the repository's version. Other versions get no answer. */
const ourFiles = `https://cdn.jsdelivr.net/npm/@experiment-impressions/source-plugin@${version}/dist/*.min.js`

export interface CdnOptions {
  /** Changes our script on its way to the page. */
  readonly tamper?: (script: string) => string
  /** Delays the Web Experiment script. */
  readonly experimentComes?: Promise<void>
}

/**
 * Answers for every host in the recipes, under its real address: our built files, the Experiment client set up as the Web
 * Experiment script does, the real analytics.js and its tracking endpoint. The answers have those hosts' headers, so the browser
 * checks hashes and policies as it does in production.
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
