import type { MiddlewareHandler } from 'hono'
import type { NodeServer } from '../amplitude/faults/apply-faults.js'

/**
 * Says that the connection closes where a body is refused before it has been read. The server cuts such a connection, and
 * a sender that isn't told loses the next request that it sends over it.
 */
export const closeUnread: MiddlewareHandler<NodeServer> = async (context, next) => {
  await next()
  const { method } = context.req
  const { incoming, outgoing } = context.env
  if (method === 'GET' || method === 'HEAD' || incoming.readableEnded || outgoing.destroyed) return
  context.header('connection', 'close')
}
