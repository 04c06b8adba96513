/**
 * fast-check with a fixed seed: every run tries the same examples, so an unrelated change can't make a test fail. To search for
 * new examples, use other seeds and more runs: `PROPERTY_SEED=$RANDOM PROPERTY_RUNS=10000 npx jest`.
 */
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js')

const { PROPERTY_SEED = '1', PROPERTY_RUNS } = process.env
fc.configureGlobal({ seed: Number(PROPERTY_SEED), ...(PROPERTY_RUNS && { numRuns: Number(PROPERTY_RUNS) }) })

module.exports = fc
