/**
 * Makes a clone ready to run: installs what is missing and builds what is stale, saying on stderr what takes so long.
 * Does nothing that has been done already.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const stampFile = join(root, 'node_modules/.experiment-impressions.json')
const minimumNode = [20, 19]

/**
 * `runtime`: what the program needs. `everything`: what its tests and checks need too.
 * Ends the process with a sentence and exit code 1 where the machine cannot.
 */
export async function ensureReady(scope) {
  requireNode()
  if (!isInstalled(scope)) await install(scope)
  await step('Building', process.execPath, [join(root, 'scripts/build.mjs')], { quietUnderMs: 4000 })
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
  await step(label, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    shell: process.platform === 'win32',
  })
  writeFileSync(stampFile, JSON.stringify({ scope, lock: lockHash() }))
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Runs a command and shows that it goes on; its own output is shown only where it fails. */
async function step(label, command, args, { quietUnderMs = 0, shell = false } = {}) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const isTerminal = process.stderr.isTTY
  let shown = false
  const show = () => {
    if (isTerminal) process.stderr.write(`\r${label} … ${seconds()} `)
    else if (!shown) process.stderr.write(`${label} …\n`)
    shown = true
  }
  if (quietUnderMs === 0) show()
  const ticker = setInterval(() => Date.now() - started >= quietUnderMs && show(), 1000)

  const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`))
      resolve(1)
    })
    child.on('close', resolve)
  })

  clearInterval(ticker)
  if (code !== 0) {
    process.stderr.write(`${isTerminal && shown ? '\n' : ''}${Buffer.concat(output).toString()}\n`)
    fail(`${label} failed. What it said stands above; run the command again once that is put right.`)
  }
  if (shown)
    process.stderr.write(isTerminal ? `\r${label} … done in ${seconds()}\n` : `  done in ${seconds()}\n`)
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
