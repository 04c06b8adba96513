/**
 * Bundles the script-tag builds and the debug file of the first into `dist`, or into the folder in the first argument. Writes the
 * hashes for `integrity` attributes to `integrity.json`. The debug file has none, because `import()` can't check one.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const [outdir = join(root, 'dist')] = process.argv.slice(2)

const bundle = async (entry) => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'src', entry)],
    bundle: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    metafile: true,
    logLevel: 'warning',
  })
  const foreign = Object.keys(metafile.inputs).filter((path) => !/source-plugin\/src\/|^src\//.test(path))
  if (foreign.length > 0) throw new Error(`Only our own code goes into a page, found ${foreign.join(', ')}`)
  // The result of esbuild's own minifier would be 170 bytes larger.
  const { code } = await minify(outputFiles[0].text, {
    compress: { passes: 4, ecma: 2020, toplevel: true, unsafe_arrows: true, inline: 0 },
    mangle: { toplevel: true },
    ecma: 2020,
    module: true,
  })
  return code
}

const integrity = {}

const writeScript = async (name, entry) => {
  const script = `(()=>{${await bundle(entry)}})();`
  writeFileSync(join(outdir, name), script)
  integrity[name] = `sha384-${createHash('sha384').update(script).digest('base64')}`
  console.log(`${name}: ${gzipSync(script, { level: 9 }).length} bytes gzipped, ${integrity[name]}`)
}

mkdirSync(outdir, { recursive: true })
await writeScript('experiment-impressions.min.js', 'script-tag.ts')
writeFileSync(join(outdir, 'experiment-impressions.debug.min.js'), await bundle('debug/start-debug.ts'))
await writeScript('experiment-impressions-rudderstack.min.js', 'rudderstack/script-tag.ts')
await writeScript('experiment-impressions-mparticle.min.js', 'mparticle/script-tag.ts')
writeFileSync(join(outdir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
