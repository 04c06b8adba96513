/** `npm run bench`: makes the clone ready and measures. */
import { ensureReady } from './ready.mjs'

await ensureReady('everything')
await import('../test/bench/bench.mjs')
