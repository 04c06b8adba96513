/**
 * Makes a clone ready to run: installs what is missing and builds what is stale, saying on stderr what takes so long.
 * Does nothing that has been done already.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, runStep } from './step.mjs'

export { root }

const minimumNode = [20, 19]

/**
 * `runtime`: what the program needs. `everything`: what its tests and checks need too.
 * Ends the process with a sentence and exit code 1 where the machine cannot.
 */
export async function ensureReady(scope) {
  await ensureInstalled(scope)
  await ensureBuilt()
}

/** The packages alone, of the same scopes as in {@link ensureReady}. */
export async function ensureInstalled(scope) {
  requireNode()
  if (!isInstalled(scope)) await install(scope)
}

let building

/** The build alone, of a clone whose packages are there; once a process, however many ask for it. */
export function ensureBuilt() {
  building ??= runStep('Building', process.execPath, [join(root, 'scripts/build.mjs')], {
    quietUnderMs: 4000,
  })
  return building
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return
  fail(
    `Node ${minimumNode.join('.')} or newer is needed; this is ${process.version}. Get it at https://nodejs.org.`,
  )
}

/** Whether all that the lockfile asks for is there, whoever has installed it: npm notes what it has put there. */
function isInstalled(scope) {
  const installed = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json') ?? {}).every(([path, wanted]) => {
    // The clone itself, and what other machines or the tests need.
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
    scope === 'runtime' ? 'Installing packages' : 'Installing packages, with the tools for tests and checks'
  await runStep(label, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    shell: process.platform === 'win32',
  })
}
