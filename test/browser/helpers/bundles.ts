import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(__dirname, '../../..')
const source = join(root, 'packages/source-plugin')

/** Bundles a module as a customer's build does, with the plugin from its sources; its imports start from `folder`. */
export const buildForPage = (module: string, folder = root): string =>
  execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    [
      '--bundle',
      '--loader=ts',
      '--format=iife',
      '--log-level=error',
      `--alias:@experiment-impressions/source-plugin=${join(source, 'src/index.ts')}`,
    ],
    { input: module, cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  )

/** Builds the script-tag build and the npm page's bundle from source, and answers with their texts by file name. */
export const buildBundles = (): Map<string, string> => {
  const outdir = mkdtempSync(join(tmpdir(), 'experiment-impressions-'))
  try {
    execFileSync(process.execPath, [join(source, 'scripts/bundle.mjs'), outdir], { stdio: 'pipe' })
    const files = ['experiment-impressions.min.js', 'experiment-impressions.debug.min.js']
    return new Map([
      ...files.map((name): [string, string] => [`/${name}`, readFileSync(join(outdir, name), 'utf8')]),
      ['/npm.js', buildForPage(readFileSync(join(__dirname, 'npm-build.ts'), 'utf8'), __dirname)],
    ])
  } finally {
    rmSync(outdir, { recursive: true })
  }
}
