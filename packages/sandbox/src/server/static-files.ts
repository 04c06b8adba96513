import { basename } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'

/** Serves one file, by its absolute path. */
export function staticFile(path: string): MiddlewareHandler {
  return revalidated(serveStatic({ path }))
}

/** Serves the files of a folder, by their names. The route must restrict the names. */
export function staticFolder(root: string): MiddlewareHandler {
  return revalidated(serveStatic({ root, rewriteRequestPath: (path) => basename(path) }))
}

/** Browsers ask for the file every time: after a new build, it has the same address. */
function revalidated(serve: MiddlewareHandler): MiddlewareHandler {
  return (context, next) => {
    context.header('cache-control', 'no-cache')
    return serve(context, next)
  }
}
