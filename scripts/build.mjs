/** Builds every package: CommonJS markers first, then one incremental `tsc -b`, then the bundle for pages. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name)
  if (!existsSync(join(folder, 'tsconfig.cjs.json'))) continue
  // Node and TypeScript read a file's module kind from the nearest package.json.
  mkdirSync(join(folder, 'dist/cjs'), { recursive: true })
  writeFileSync(join(folder, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n')
}

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-b', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
if (status === 0) bundleSourcePlugin()

/** Makes the source plugin's script-tag build where its sources are newer. */
function bundleSourcePlugin() {
  const folder = join(root, 'packages/source-plugin')
  const sources = readdirSync(join(folder, 'src')).map((file) => join(folder, 'src', file))
  const output = join(folder, 'dist/experiment-impressions.min.js')
  const script = join(folder, 'scripts/bundle.mjs')
  if (existsSync(output) && [script, ...sources].every((file) => changedAt(file) <= changedAt(output))) return
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}

function changedAt(file) {
  return statSync(file).mtimeMs
}
