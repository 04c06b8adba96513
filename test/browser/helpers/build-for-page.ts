import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(__dirname, '../../..')

/** Bundles a module as a customer's build does, with the plugin from its sources. */
export const buildForPage = (module: string): string => {
  const { outputFiles } = buildSync({
    stdin: { contents: module, loader: 'ts', resolveDir: root },
    alias: { '@experiment-impressions/source-plugin': join(root, 'packages/source-plugin/src/index.ts') },
    bundle: true,
    format: 'iife',
    logLevel: 'error',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
