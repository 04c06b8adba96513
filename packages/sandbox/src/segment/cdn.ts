import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { staticFile, staticFolder } from '../server/static-files.js'

const packageFile = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')
const folder = join(dirname(packageFile), 'dist/umd')

/**
 * The paths of Segment's CDN for analytics.js and the parts that it loads later. Serves the real one from npm for any write
 * key.
 */
export function cdnRoutes(): Hono {
  const routes = new Hono()
  routes.get('/analytics.js/v1/:writeKey/analytics.min.js', staticFile(join(folder, 'standalone.js')))
  routes.get('/analytics-next/bundles/:file{[\\w-]+(?:\\.[\\w-]+)*\\.js}', staticFolder(folder))
  return routes
}
