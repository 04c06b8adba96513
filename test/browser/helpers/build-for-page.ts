import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../../..')
const source = join(root, 'packages/source-plugin')

/** Bundles a module as a customer's build does, with the plugin from its sources. */
export const buildForPage = (module: string): string =>
  execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    [
      '--bundle',
      '--loader=ts',
      '--format=iife',
      '--log-level=error',
      `--alias:@experiment-impressions/source-plugin=${join(source, 'src/index.ts')}`,
    ],
    { input: module, cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  )
