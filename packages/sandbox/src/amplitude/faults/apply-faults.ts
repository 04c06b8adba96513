import { STATUS_CODES } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { EndpointName } from '@experiment-impressions/delivery'
import type { Context, MiddlewareHandler } from 'hono'
import type { NodeServer } from '../../server/listen.js'
import { readBody } from '../ingestion/read-body.js'
import type { Fault } from './fault.js'
import type { Faults } from './faults.js'
import { devicesOf, refuseSilenced } from './silenced-devices.js'

interface ApplyFaultsOptions {
  readonly faults: Faults
  readonly path: EndpointName
  /** Waits for a number of ms. */
  readonly wait: (ms: number) => Promise<void>
}

/** Applies the fault that hits a request, if there is one. */
export function applyFaults({ faults, path, wait }: ApplyFaultsOptions): MiddlewareHandler<NodeServer> {
  return async (context, next) => {
    // An upload's devices only matter while some device is silenced.
    const silences = faults.all().some(({ silencedDevices }) => silencedDevices !== undefined)
    const body = silences ? await readBody(context) : ''
    const text = typeof body === 'string' ? body : ''
    const fault = faults.hit({ path, devices: devicesOf(text) })
    if (fault === undefined) {
      await next()
      return
    }
    if (fault.delayMs !== undefined) await wait(fault.delayMs)
    if (fault.cut === 'before') {
      cutConnection(context)
      return
    }
    const answer = answerOf(fault) ?? silencedAnswer(fault, text)
    if (answer === undefined) await next()
    else context.res = answer
    if (fault.cut === 'after') cutConnection(context)
    if (fault.cut === 'halfway') await cutHalfway(context)
  }
}

/** Statuses that have no body. */
const withoutBody: readonly number[] = [204, 205, 304]

function answerOf({ status, body }: Fault): Response | undefined {
  if (status === undefined && body === undefined) return undefined
  const code = status ?? 200
  if (withoutBody.includes(code)) return new Response(null, { status: code })
  if (typeof body === 'string') return new Response(body, { status: code })
  return Response.json(body === undefined ? defaultBody(code) : body, { status: code })
}

/** An error in Amplitude's form; an empty object if the status isn't an error. */
function defaultBody(status: number): object {
  return status < 400 ? {} : { code: status, error: STATUS_CODES[status] ?? 'Fault' }
}

function silencedAnswer({ silencedDevices }: Fault, text: string): Response | undefined {
  if (silencedDevices === undefined) return undefined
  const { status, body } = refuseSilenced(text, silencedDevices)
  return Response.json(body, { status })
}

/** Closes the connection without an answer. */
function cutConnection(context: Context<NodeServer>): void {
  context.env.outgoing.destroy()
  replaceAnswer(context, RESPONSE_ALREADY_SENT)
}

/** Sends the head and half of the body, then closes the connection. */
async function cutHalfway(context: Context<NodeServer>): Promise<void> {
  const { outgoing } = context.env
  const { res } = context
  const bytes = Buffer.from(await res.arrayBuffer())
  outgoing.writeHead(res.status, { ...Object.fromEntries(res.headers), 'content-length': bytes.length })
  await new Promise((resolve) => {
    outgoing.write(bytes.subarray(0, bytes.length / 2), resolve)
  })
  outgoing.destroy()
  replaceAnswer(context, RESPONSE_ALREADY_SENT)
}

/** Drops the previous answer first; hono would otherwise keep its headers. */
function replaceAnswer(context: Context<NodeServer>, response: Response): void {
  context.res = undefined
  context.res = response
}
