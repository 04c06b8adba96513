/** Builds every package: the CommonJS markers, then an incremental `tsc -b`, then the bundles. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name)
  if (!existsSync(join(folder, 'tsconfig.cjs.json'))) continue
  // Node and TypeScript read a file's module kind from the nearest package.json.
  const marker = join(folder, 'dist/cjs/package.json')
  const markerText = '{ "type": "commonjs" }\n'
  // Others may be reading it, so it isn't written again.
  if (existsSync(marker) && readFileSync(marker, 'utf8') === markerText) continue
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, markerText)
}

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-b', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
if (status === 0) {
  makeBundles('packages/source-plugin', {
    script: 'scripts/bundle.mjs',
    makes: 'dist/experiment-impressions.min.js',
    from: ['src'],
  })
  makeBundles('packages/debugger', {
    script: 'scripts/build.mjs',
    makes: 'dist/index.html',
    from: ['src', 'public', '../contract/dist/esm', '../estimate/dist/esm', '../inspection/dist/esm'],
  })
  makeBundles('packages/functions', {
    script: 'scripts/build.mjs',
    makes: 'dist/segment-destination-function.js',
    from: ['src', '../contract/src', '../delivery/src', '../destination/src'],
  })
}

/** Runs a package's bundling script if a source is newer than its output. */
function makeBundles(name, { script, makes, from }) {
  const folder = join(root, name)
  const output = join(folder, makes)
  const sources = [join(folder, script), ...from.flatMap((source) => filesIn(join(folder, source)))]
  if (existsSync(output) && sources.every((file) => changedAt(file) <= changedAt(output))) return
  const { status } = spawnSync(process.execPath, [join(folder, script)], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = status ?? 1
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function changedAt(file) {
  return statSync(file).mtimeMs
}
