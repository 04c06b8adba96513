import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(__dirname, '..')
const plugin = '@experiment-impressions/source-plugin'

/** The script-tag builds are the files with a hash. */
const scripts = Object.keys(
  JSON.parse(readFileSync(join(root, 'packages/source-plugin/dist/integrity.json'), 'utf8')) as object,
)

/** Bundles a module that imports the package by name. */
const bundle = (module: string): string => {
  const { outputFiles } = buildSync({
    stdin: { contents: module, resolveDir: root },
    bundle: true,
    format: 'esm',
    logLevel: 'error',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

describe('`sideEffects` of the source plugin', () => {
  it('lets a bundler drop an unused import', () => {
    expect(bundle(`import { createExperimentIntegration } from '${plugin}'`)).not.toContain('localStorage')
  })

  it('lets a bundler keep a used import', () => {
    expect(
      bundle(`import { createExperimentIntegration as create } from '${plugin}'; console.log(create)`),
    ).toContain('localStorage')
  })

  it.each(scripts)('makes a bundler keep %s, which an import runs for its effects', (file) => {
    expect(bundle(`import '${plugin}/dist/${file}'`)).toContain('experimentIntegration')
  })
})
