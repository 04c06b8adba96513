/**
 * Jest's `globalSetup` of the browser tests: what is built, the plugin's bundles from its sources, and one Chromium, which
 * every suite connects to. Their places go to the tests in the environment.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../scripts/chromium.mjs'
import { ensureBuilt, root } from '../../scripts/ready.mjs'

export default async function setUp() {
  await ensureBuilt()
  const options = await chromiumOptions()
  const bundles = mkdtempSync(join(tmpdir(), 'experiment-impressions-'))
  await bundleInto(bundles)
  const browser = await chromium.launchServer(options)
  process.env.TEST_BUNDLES = bundles
  process.env.TEST_BROWSER = browser.wsEndpoint()
  // Jest loads the teardown as a module of its own, in this same process.
  globalThis.browserOfTests = browser
}

/** The script-tag builds as they are published, and the bundle of a site that installs from npm. */
async function bundleInto(folder) {
  const script = join(root, 'packages/source-plugin/scripts/bundle.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The plugin cannot be bundled: ${stderr}`)
  await build({
    entryPoints: [join(root, 'test/browser/helpers/npm-build.ts')],
    outfile: join(folder, 'npm.js'),
    bundle: true,
    format: 'iife',
    logLevel: 'error',
  })
}
