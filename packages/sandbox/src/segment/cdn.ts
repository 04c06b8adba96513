import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { staticFile } from '../server/static-file.js'

const packageFile = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')
const folder = join(dirname(packageFile), 'dist/umd')

/**
 * The paths of Segment's CDN under which a page finds analytics.js and the parts that it loads later: the real one, as
 * published on npm, whatever the write key.
 */
export function cdnRoutes(): Hono {
  const routes = new Hono()
  routes.get('/analytics.js/v1/:writeKey/analytics.min.js', (context) =>
    staticFile(context, folder, 'standalone.js'),
  )
  routes.get('/analytics-next/bundles/:file', (context) =>
    staticFile(context, folder, context.req.param('file')),
  )
  return routes
}
