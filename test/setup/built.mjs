/** Jest's `globalSetup` of tests that run what is built: the program in a process of its own, or the page in a browser. */
import { ensureBuilt } from '../../scripts/ready.mjs'

export default ensureBuilt
