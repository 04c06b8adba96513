import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpBindings } from '@hono/node-server'

/** The environment of hono's handlers on a Node server. */
export interface NodeServer {
  Bindings: HttpBindings
}

/** The port is in use by another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'

  constructor(port: number) {
    super(`Port ${String(port)} is in use by another program.`)
  }
}

/**
 * Binds a port of 127.0.0.1; 0 for any free one. The caller must add a `request` listener at once.
 * @throws {PortTakenError} if another program uses the port
 */
export async function listen(port: number): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}
