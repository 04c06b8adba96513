/**
 * Jest's `globalSetup` for the browser tests: builds the packages, bundles the plugin from its sources and starts one Chromium
 * for all suites. Environment variables tell the tests where these are.
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
  // Jest loads the teardown as another module in this process.
  globalThis.browserOfTests = browser
}

/** Bundles the script-tag builds as published, and a site that installs from npm. */
async function bundleInto(folder) {
  const script = join(root, 'packages/source-plugin/scripts/bundle.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Bundling the plugin failed: ${stderr}`)
  await build({
    entryPoints: [join(root, 'test/browser/helpers/npm-build.ts')],
    outfile: join(folder, 'npm.js'),
    bundle: true,
    format: 'iife',
    logLevel: 'error',
  })
}
