import type { MiddlewareHandler } from 'hono'
import type { NodeServer } from './listen.js'

/**
 * Announces that the connection closes if a body is refused before it has been read. The server cuts such a connection, and
 * an unaware client would lose its next request.
 */
export const closeUnread: MiddlewareHandler<NodeServer> = async (context, next) => {
  await next()
  const { method } = context.req
  const { incoming, outgoing } = context.env
  if (method === 'GET' || method === 'HEAD' || incoming.readableEnded || outgoing.destroyed) return
  context.header('connection', 'close')
}
