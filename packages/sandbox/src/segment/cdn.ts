import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono, type Context } from 'hono'

const packageFile = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')
const folder = join(dirname(packageFile), 'dist/umd')

/**
 * The paths of Segment's CDN under which a page finds analytics.js and the parts that it loads later: the real one, as
 * published on npm, whatever the write key.
 */
export function cdnRoutes(): Hono {
  const routes = new Hono()
  routes.get('/analytics.js/v1/:writeKey/analytics.min.js', (context) => script(context, 'standalone.js'))
  routes.get('/analytics-next/bundles/:file', (context) => script(context, context.req.param('file')))
  return routes
}

async function script(context: Context, file: string) {
  // No separators, so that no name leads out of the folder.
  if (!/^[\w-]+(\.[\w-]+)*\.js$/.test(file)) return context.notFound()
  try {
    return context.body(await readFile(join(folder, file)), 200, { 'content-type': 'text/javascript' })
  } catch {
    return context.notFound()
  }
}
