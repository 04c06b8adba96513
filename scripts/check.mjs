/** `npm run check`: runs every check except the tests, and lists all that failed at the end. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ensureReady } from './ready.mjs'
import { root, runCommand } from './step.mjs'

await ensureReady('everything')

const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'package.json')),
)
const tarballs = mkdtempSync(join(tmpdir(), 'packages-'))

const steps = [
  ['types of the tests', 'tsc', ['-p', 'tsconfig.test.json']],
  ['types of the debugger', 'tsc', ['-p', 'packages/debugger']],
  ['types of the functions', 'tsc', ['-p', 'packages/functions']],
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['markdown', 'markdownlint-cli2', []],
  ['dead code and cycles', 'knip', []],
  ['generated types', 'node', ['scripts/generate-types.mjs', '--check']],
  ['generated documents', 'node', ['scripts/generate-docs.mjs', '--check']],
  ...packages.flatMap((name) => [
    [`${name}: publint`, 'publint', ['run', join('packages', name), '--strict']],
    [`${name}: types as packed`, 'attw', ['--pack', join('packages', name), ...attwOptions(name)]],
  ]),
]

const failed = []
// All workers take their next step from this one iterator.
const left = steps.values()
await Promise.all(Array.from({ length: availableParallelism() }, work))

async function work() {
  for (const step of left) await take(step)
}

async function take([label, command, args]) {
  const started = Date.now()
  const { code, output } = await runCommand(command, args, {
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
      TMPDIR: tarballs,
    },
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${label} (${seconds} s)`)
  if (code === 0) return
  failed.push(label)
  console.log(output)
}

rmSync(tarballs, { recursive: true, force: true })

console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1

/** Checks ESM-only packages as such. The others skip `node10`, which can't resolve subpaths. */
function attwOptions(name) {
  const { type, main } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
  const options = ['--profile', type === 'module' && main === undefined ? 'esm-only' : 'node16']
  return [...options, '--format', 'ascii', '--no-emoji']
}
