/**
 * `npm test`: makes the clone ready and runs every test, with the coverage gates. Arguments go to jest, and then
 * coverage is left out: a part of the tests says nothing about it.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureReady, root } from './ready.mjs'

await ensureReady('everything')

const args = process.argv.slice(2)
if (!args.includes('--selectProjects') || args.includes('browser')) await ensureChromium()
const jest = join(root, 'node_modules/jest/bin/jest.js')
const { status } = spawnSync(process.execPath, [jest, ...(args.length > 0 ? args : ['--coverage'])], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TZ: 'UTC', NO_COLOR: process.env.NO_COLOR ?? '' },
})
process.exitCode = status ?? 1
