import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { staticFolder } from '../server/static-files.js'

const require = createRequire(import.meta.url)

/** The source plugin's builds. They don't exist in a fresh clone. */
export const pluginFolder = join(
  dirname(require.resolve('@experiment-impressions/source-plugin/package.json')),
  'dist',
)

/** The source plugin's script-tag builds, for pages on other ports of this machine. They `import` the debug file. */
export function pluginRoutes(): Hono {
  const routes = new Hono()
  routes.use('/source-plugin/*', cors({ origin: (origin) => origin }))
  routes.get('/source-plugin/:file{[\\w-]+(?:\\.debug)?\\.min\\.js}', staticFolder(pluginFolder))
  return routes
}
