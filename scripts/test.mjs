/**
 * `npm test`: installs missing packages and runs every test with the coverage thresholds. Given arguments go to Jest instead of
 * `--coverage`, since thresholds mean nothing for some of the tests. `test/setup` provides a build or a browser for the tests
 * that need one.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './ready.mjs'

await ensureInstalled('everything')

const args = process.argv.slice(2)
const jest = join(root, 'node_modules/jest/bin/jest.js')
const { status } = spawnSync(process.execPath, [jest, ...(args.length > 0 ? args : ['--coverage'])], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TZ: 'UTC', NO_COLOR: process.env.NO_COLOR ?? '' },
})
process.exitCode = status ?? 1
