/** `npm start`: installs and builds if necessary, then runs `impressions sandbox` with the given arguments. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureReady, root } from './ready.mjs'

await ensureReady('runtime')

const bin = join(root, 'packages/cli/dist/bin.js')
process.argv = [process.argv[0], bin, 'sandbox', ...process.argv.slice(2)]
await import(pathToFileURL(bin).href)
