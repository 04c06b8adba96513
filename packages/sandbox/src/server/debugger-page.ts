import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { staticFile } from './static-file.js'

const packageFile = createRequire(import.meta.url).resolve('@experiment-impressions/debugger/package.json')
const folder = join(dirname(packageFile), 'dist')

/** The event debugger, a folder of static files that asks this server for events. */
export function debuggerPage(): Hono {
  const routes = new Hono()
  routes.get('/', (context) => staticFile(context, folder, 'index.html'))
  routes.get('/:file', (context) => staticFile(context, folder, context.req.param('file')))
  return routes
}
