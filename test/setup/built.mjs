/** Jest's `globalSetup` for tests that need a build, because they run the program or serve the page. */
import { ensureBuilt } from '../../scripts/ready.mjs'

export default ensureBuilt
