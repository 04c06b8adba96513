import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(__dirname, '../../..')
const sources = join(root, 'packages/source-plugin/src')
const name = '@experiment-impressions/source-plugin'

/** Bundles a module as a customer's build does, with the plugin's sources. */
export const buildForPage = (module: string): string => {
  const { outputFiles } = buildSync({
    stdin: { contents: module, loader: 'ts', resolveDir: root },
    alias: {
      [name]: join(sources, 'index.ts'),
      [`${name}/rudderstack`]: join(sources, 'rudderstack/index.ts'),
      [`${name}/mparticle`]: join(sources, 'mparticle/index.ts'),
    },
    bundle: true,
    format: 'iife',
    logLevel: 'error',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
