/**
 * Bundles the script-tag build and its debug file into `dist`, or into the folder given as argument, and writes the hashes for
 * `integrity` attributes into `integrity.json`. The debug file has none: `import()` cannot check one.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

/** Names that only the two files use between them: neither the page, nor analytics.js, nor the Experiment client sees them. */
const OURS =
  /^(client|count|current|deliver|deliverWaiting|delivery|erase|findLive|hand|isWithSender|hasConsent|impression|integration|isTaken|keep|keysOf|list|meet|notes|peek|queueKey|record|settle|underWay|viewers|visitor)$/

const root = join(import.meta.dirname, '..')
const [outdir = join(root, 'dist')] = process.argv.slice(2)

/** What each of them is called in both files. */
let shortNames = {}

const bundle = async (entry) => {
  const { outputFiles, metafile, mangleCache } = await build({
    entryPoints: [join(root, 'src', entry)],
    bundle: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    metafile: true,
    mangleProps: OURS,
    mangleCache: shortNames,
    logLevel: 'warning',
  })
  const foreign = Object.keys(metafile.inputs).filter((path) => !/source-plugin\/src\/|^src\//.test(path))
  if (foreign.length > 0) throw new Error(`Only our own code goes into a page, found ${foreign.join(', ')}`)
  shortNames = mangleCache
  // After esbuild's own minifier the script would be 170 bytes larger.
  const { code } = await minify(outputFiles[0].text, {
    compress: { passes: 4, ecma: 2020, toplevel: true, unsafe_arrows: true, conditionals: false },
    mangle: { toplevel: true },
    ecma: 2020,
    module: true,
  })
  return code
}

const integrityOf = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`

const script = `(()=>{${await bundle('script-tag.ts')}})();`
const integrity = { 'experiment-impressions.min.js': integrityOf(script) }
mkdirSync(outdir, { recursive: true })
writeFileSync(join(outdir, 'experiment-impressions.min.js'), script)
writeFileSync(join(outdir, 'experiment-impressions.debug.min.js'), await bundle('debug.ts'))
writeFileSync(join(outdir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)

console.log(`experiment-impressions.min.js: ${gzipSync(script, { level: 9 }).length} bytes gzipped`)
for (const [file, hash] of Object.entries(integrity)) console.log(`${file}: ${hash}`)
