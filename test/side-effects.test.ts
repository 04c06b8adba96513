import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(__dirname, '..')
const plugin = '@experiment-impressions/source-plugin'

/** The script-tag builds: what has a hash for a page. */
const scripts = Object.keys(
  JSON.parse(readFileSync(join(root, 'packages/source-plugin/dist/integrity.json'), 'utf8')) as object,
)

/** What a bundler makes of a module that imports from the package, resolved by its name. */
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
  it('lets a bundler drop an import that is not used', () => {
    expect(bundle(`import { createExperimentIntegration } from '${plugin}'`)).not.toContain('localStorage')
  })

  it('lets a bundler keep an import that is used', () => {
    expect(
      bundle(`import { createExperimentIntegration as create } from '${plugin}'; console.log(create)`),
    ).toContain('localStorage')
  })

  it.each(scripts)('has a bundler keep %s, which works by being there', (file) => {
    expect(bundle(`import '${plugin}/dist/${file}'`)).toContain('experimentIntegration')
  })
})
