import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  createEndpoints,
  type EndpointOptions,
  type StubFunction,
  type Workspace,
} from './segment-endpoints.js'
import { Refusal, type Json } from './segment-schemas.js'

/** How the stub fails one request: `cut` breaks the connection, `cut after` once it has done what was asked. */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body?: string
      readonly headers?: Record<string, string>
    }
  | { readonly kind: 'cut' | 'cut after' | 'hang' }

export interface SegmentStub extends Workspace {
  readonly url: string
  readonly token: string
  /** A token that may read only. */
  readonly readerToken: string
  /** Every request that got through, as `POST /functions`, and its body. */
  readonly calls: {
    readonly name: string
    readonly body: Json | undefined
    readonly query: string
    readonly headers: IncomingMessage['headers']
  }[]
  /** Names of the calls that write. */
  writes(): string[]
  /** Adds a function, named as Segment names it. */
  add(given: Partial<StubFunction>): StubFunction
  /** Fails the next requests of that name, one with each fault. */
  fail(name: string, ...faults: readonly Fault[]): void
  close(): Promise<void>
}

/**
 * Functions and tracking plans of Segment's Public API on this machine, as strict as its documentation: token, content types, bodies
 * and query by schema, pages, prefixes of ids (docs.segmentapis.com/tag/Functions and /tag/Tracking-Plans; SDK 47.0.0).
 */
export async function startSegmentStub(options: EndpointOptions = {}): Promise<SegmentStub> {
  const [token, readerToken] = [newToken(), newToken()]
  const calls: SegmentStub['calls'] = []
  const workspace: Workspace = { functions: [], instances: [], versions: new Map(), plans: new Map() }
  const { add, answer } = createEndpoints(workspace, options)
  const faults = new Map<string, Fault[]>()
  const admit = (request: IncomingMessage, path: string): void => {
    const { authorization, accept, 'content-type': type } = request.headers
    const isReader = authorization === `Bearer ${readerToken}`
    if (!isReader && authorization !== `Bearer ${token}`)
      throw new Refusal(401, 'unauthorized', 'Unauthorized')
    if (isReader && request.method !== 'GET') throw new Refusal(403, 'forbidden', 'Insufficient permissions.')
    const isAlpha = path.startsWith('/insert-function-instances') || path.endsWith('/versions')
    const expected = `application/vnd.segment.${isAlpha ? 'v1alpha' : 'v1'}+json`
    if (accept !== expected) throw new Refusal(406, 'not-acceptable', `Accept must be ${expected}`)
    const hasBody = request.method !== 'GET' && !path.endsWith('/deploy')
    if (type !== (hasBody ? expected : undefined))
      throw new Refusal(415, 'unsupported-media-type', `Content-Type must be ${expected}`)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams, search } = new URL(request.url ?? '', 'http://127.0.0.1')
    const { method = '' } = request
    const name = `${method} ${pathname}`
    const sent = await text(request)
    const fault = (faults.get(name) ?? []).shift()
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'cut') return void request.socket.destroy()
    if (fault?.kind === 'answer') {
      response
        .writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
        .end(fault.body)
      return
    }
    try {
      admit(request, pathname)
      const body = sent === '' ? undefined : (JSON.parse(sent) as Json)
      calls.push({ name, body, query: search, headers: request.headers })
      const data = answer(method, pathname, { query: searchParams, body })
      if (fault?.kind === 'cut after') return void request.socket.destroy()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, type, message, field } = error
      const errors = [{ type, message, ...(field !== undefined && { field }) }]
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }))
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    token,
    readerToken,
    calls,
    ...workspace,
    writes: () => calls.map(({ name }) => name).filter((name) => !name.startsWith('GET ')),
    add,
    fail: (name, ...given) => void faults.set(name, [...given]),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) =>
        server.close(() => {
          resolve()
        }),
      )
    },
  }
}

function newToken(): string {
  return `sgp_${randomBytes(24).toString('hex')}`
}
