/** Jest's `globalSetup` of tests that need what is built: they run the program, or serve the page. */
import { ensureBuilt } from '../../scripts/ready.mjs'

export default ensureBuilt
