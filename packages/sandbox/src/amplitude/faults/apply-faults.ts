import { STATUS_CODES } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { readBody } from '../ingestion/read-body.js'
import { devicesOf, refuseSilenced } from './silenced-devices.js'
import type { Endpoint, Fault } from './fault.js'
import type { Faults } from './faults.js'

/** What a server over Node's `http` knows of a request. */
export interface NodeServer {
  Bindings: HttpBindings
}

interface StrikeOptions {
  readonly faults: Faults
  readonly path: Endpoint
  /** Waits so many ms. */
  readonly wait: (ms: number) => Promise<void>
}

/** Lets a fault that is switched on do to a request what it says. */
export function strike({ faults, path, wait }: StrikeOptions): MiddlewareHandler<NodeServer> {
  return async (context, next) => {
    // Uploads are read twice only while somebody is silenced.
    const silences = faults.all().some(({ silencedDevices }) => silencedDevices !== undefined)
    const body = silences ? await readBody(context) : ''
    const text = typeof body === 'string' ? body : ''
    const fault = faults.strike({ path, devices: devicesOf(text) })
    if (fault === undefined) {
      await next()
      return
    }
    if (fault.delayMs !== undefined) await wait(fault.delayMs)
    if (fault.cut === 'before') {
      breakOff(context)
      return
    }
    const answer = answerOf(fault) ?? silencedAnswer(fault, text)
    if (answer === undefined) await next()
    else context.res = answer
    if (fault.cut === 'after') breakOff(context)
    if (fault.cut === 'halfway') await breakOffHalfway(context)
  }
}

/** Statuses that have no body. */
const bare: readonly number[] = [204, 205, 304]

function answerOf({ status, body }: Fault): Response | undefined {
  if (status === undefined && body === undefined) return undefined
  const code = status ?? 200
  if (bare.includes(code)) return new Response(null, { status: code })
  if (typeof body === 'string') return new Response(body, { status: code })
  return Response.json(body === undefined ? refusal(code) : body, { status: code })
}

/** In Amplitude's own form; nothing where the status is none of a failure. */
function refusal(status: number): object {
  return status < 400 ? {} : { code: status, error: STATUS_CODES[status] ?? 'Fault' }
}

function silencedAnswer({ silencedDevices }: Fault, text: string): Response | undefined {
  if (silencedDevices === undefined) return undefined
  const { status, body } = refuseSilenced(text, silencedDevices)
  return Response.json(body, { status })
}

/** Ends the connection without an answer. */
function breakOff(context: Context<NodeServer>): void {
  context.env.outgoing.destroy()
  replaceAnswer(context, RESPONSE_ALREADY_SENT)
}

/** Sends the head and half of the body, and ends the connection there. */
async function breakOffHalfway(context: Context<NodeServer>): Promise<void> {
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

/** Without the headers of the former answer, which setting another one would keep. */
function replaceAnswer(context: Context<NodeServer>, response: Response): void {
  context.res = undefined
  context.res = response
}
