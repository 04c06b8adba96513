/**
 * Prepares a clone to run: installs missing packages and builds what is out of date. Slow steps show their progress on stderr.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainOldNode } from '../packages/cli/bin/old-node.js'
import { fail, root, runStep } from './step.mjs'

export { root }

/**
 * Installs and builds. The scope `runtime` covers the program, `everything` its tests and checks too.
 * If that fails, ends the process with a message and exit code 1.
 */
export async function ensureReady(scope) {
  await ensureInstalled(scope)
  await ensureBuilt()
}

/** Installs only, with the same scopes as {@link ensureReady}. */
export async function ensureInstalled(scope) {
  requireNode()
  if (!isInstalled(scope)) await install(scope)
}

let building

/** Builds only; needs the packages. Runs once per process, however often it's called. */
export function ensureBuilt() {
  building ??= runStep('Building', process.execPath, [join(root, 'scripts/build.mjs')], {
    quietUnderMs: 4000,
  })
  return building
}

function requireNode() {
  const problem = explainOldNode()
  if (problem !== undefined) fail(problem)
}

/** Compares the lockfile with npm's own record of what it installed. */
function isInstalled(scope) {
  const installed = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json') ?? {}).every(([path, wanted]) => {
    // Skips the clone itself, and packages that only other machines or the tests need.
    if (path === '' || wanted.optional) return true
    if (scope === 'runtime' && (wanted.dev || wanted.devOptional)) return true
    const found = installed?.[path]
    return found !== undefined && found.version === wanted.version && found.integrity === wanted.integrity
  })
}

function packagesIn(lockfile) {
  const file = join(root, lockfile)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

async function install(scope) {
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(scope === 'runtime' ? ['--omit=dev'] : []),
  ]
  const label =
    scope === 'runtime' ? 'Installing packages' : 'Installing packages and the tools for tests and checks'
  await runStep(label, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    shell: process.platform === 'win32',
  })
}
