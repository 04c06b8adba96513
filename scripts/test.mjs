/**
 * `npm test`: installs what is missing and runs every test, with the coverage gates. Arguments go to jest, and then coverage
 * is left out: a part of the tests says nothing about it. Tests that need a build or a browser get it in `test/setup`.
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
