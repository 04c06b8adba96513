import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Arrival } from './server-side-fields.js'

/** Describes the arrival of a request at `receivedAt` (epoch ms). A sender without an address counts as this machine. */
export function arrivalOf(context: Context, receivedAt: number): Arrival {
  const { address: ip = '127.0.0.1' } = getConnInfo(context).remote
  return { receivedAt, ip, newMessageId: () => `sandbox-${randomUUID()}` }
}
