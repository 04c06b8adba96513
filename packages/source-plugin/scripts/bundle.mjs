/**
 * Bundles the script-tag build and its debug file into `dist` (or the folder given as argument), and fails where the
 * script-tag build is over its budget.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

/** Bytes, gzipped: the script stands in front of the Web Experiment script, which waits for it. */
const BUDGET = 2560

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
  // After esbuild's own minifier the script would be 170 bytes larger.
  const { code } = await minify(outputFiles[0].text, {
    compress: { passes: 2, ecma: 2020, toplevel: true, unsafe_arrows: true, conditionals: false },
    mangle: { toplevel: true },
    ecma: 2020,
    module: true,
  })
  return code
}

const script = `(()=>{${await bundle('script-tag.ts')}})();`
mkdirSync(outdir, { recursive: true })
writeFileSync(join(outdir, 'experiment-impressions.min.js'), script)
writeFileSync(join(outdir, 'experiment-impressions.debug.min.js'), await bundle('debug.ts'))

const size = gzipSync(script, { level: 9 }).length
console.log(`experiment-impressions.min.js: ${size} of ${BUDGET} bytes gzipped`)
if (size > BUDGET) {
  console.error(
    `The script-tag build is ${size - BUDGET} bytes over its budget of ${BUDGET} (2.5 kB gzipped): move what few pages need into the debug file.`,
  )
  process.exitCode = 1
}
