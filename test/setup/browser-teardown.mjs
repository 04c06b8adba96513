/** Jest's `globalTeardown` for the browser tests. */
import { rmSync } from 'node:fs'

export default async function tearDown() {
  await globalThis.browserOfTests?.close()
  if (process.env.TEST_BUNDLES) rmSync(process.env.TEST_BUNDLES, { recursive: true, force: true })
}
