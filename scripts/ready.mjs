/**
 * Makes a clone ready to run: installs what is missing and builds what is stale, saying on stderr what takes so long.
 * Does nothing that has been done already.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, runStep } from './step.mjs'

export { root }

const stampFile = join(root, 'node_modules/.experiment-impressions.json')
const minimumNode = [20, 19]

/**
 * `runtime`: what the program needs. `everything`: what its tests and checks need too.
 * Ends the process with a sentence and exit code 1 where the machine cannot.
 */
export async function ensureReady(scope) {
  requireNode()
  if (!isInstalled(scope)) await install(scope)
  await runStep('Building', process.execPath, [join(root, 'scripts/build.mjs')], { quietUnderMs: 4000 })
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return
  fail(
    `Node ${minimumNode.join('.')} or newer is needed; this is ${process.version}. Get it at https://nodejs.org.`,
  )
}

function isInstalled(scope) {
  if (!existsSync(stampFile)) return false
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'))
  return stamp.lock === lockHash() && (stamp.scope === 'everything' || stamp.scope === scope)
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
  writeFileSync(stampFile, JSON.stringify({ scope, lock: lockHash() }))
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}
