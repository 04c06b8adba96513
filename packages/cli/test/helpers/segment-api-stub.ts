import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Ajv from 'ajv'

type Json = Readonly<Record<string, unknown>>

interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export interface SegmentApiStub {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** The rules of each plan, by type, key and version. */
  readonly plans: ReadonlyMap<string, Map<string, Json>>
  close(): void
}

interface StubOptions {
  readonly token: string
  /** Plans that the workspace has, with the rules that are in them already. */
  readonly plans?: Readonly<Record<string, readonly Json[]>>
  /** Tokens that may read only. */
  readonly readOnlyTokens?: readonly string[]
}

/** The documented media types of bodies (SDK `@segment/public-api-sdk-typescript`, `TrackingPlansApi`). */
const contentTypes = ['v1', 'v1beta', 'v1alpha'].map((version) => `application/vnd.segment.${version}+json`)

const mostRules = 200

const isRule = new Ajv({ strict: false }).compile({
  type: 'object',
  required: ['type', 'version', 'jsonSchema'],
  additionalProperties: false,
  properties: {
    type: { enum: ['TRACK', 'IDENTIFY', 'GROUP', 'PAGE', 'SCREEN', 'COMMON'] },
    key: { type: 'string', minLength: 1 },
    newKey: { type: 'string', minLength: 1 },
    version: { type: 'number' },
    jsonSchema: { type: 'object' },
  },
})

const draft07 = new Ajv({ strict: false })

/** Segment’s Public API on a loopback port, as far as tracking plans go, as strict as it is documented. */
export async function startSegmentApi({
  token,
  plans: given = {},
  readOnlyTokens = [],
}: StubOptions): Promise<SegmentApiStub> {
  const requests: ReceivedRequest[] = []
  const plans = new Map(
    Object.entries(given).map(([id, rules]) => [id, new Map(rules.map((rule) => [nameOf(rule), rule]))]),
  )

  function answer(request: ReceivedRequest): [status: number, body: unknown] {
    const [scheme, sent = ''] = (request.headers.authorization ?? '').split(' ')
    if (scheme !== 'Bearer' || ![token, ...readOnlyTokens].includes(sent))
      return refusal(401, 'unauthenticated', 'The token is not valid.')
    const [, id] = /^\/tracking-plans\/([^/?]+)\/rules$/.exec(request.url) ?? []
    if (id === undefined || request.method !== 'PATCH') return refusal(404, 'not-found', 'No such endpoint.')
    if (![...contentTypes, 'application/json'].includes(request.headers['content-type'] ?? ''))
      return refusal(415, 'unsupported-media-type', 'Unsupported content type.')
    if (readOnlyTokens.includes(sent)) return refusal(403, 'forbidden', 'Insufficient permissions.')
    const plan = plans.get(id)
    if (!id.startsWith('tp_') || plan === undefined)
      return refusal(404, 'not-found', 'Tracking Plan not found.')
    const { rules } = request.body as { rules?: unknown }
    if (!Array.isArray(rules) || rules.length === 0 || rules.length > mostRules)
      return refusal(422, 'validation-failure', 'Between 1 and 200 rules.', 'rules')
    const wrong = rules.findIndex(
      (rule: unknown) => !isRule(rule) || !isDraft07((rule as { jsonSchema: Json }).jsonSchema),
    )
    if (wrong !== -1) return refusal(422, 'validation-failure', 'Not a rule.', `rules[${String(wrong)}]`)
    for (const rule of rules as Json[]) plan.set(nameOf(rule), rule)
    return [200, { data: { status: 'SUCCESS' } }]
  }

  const server = createServer((incoming, response) => {
    void readBody(incoming).then((body) => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body }
      requests.push(request)
      send(response, answer(request))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    plans,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Compiles, and is for a whole event: its properties stand two layers deep. */
function isDraft07(schema: Json): boolean {
  const { properties } = schema as { properties?: { properties?: { properties?: unknown } } }
  if (schema['$schema'] !== 'http://json-schema.org/draft-07/schema#') return false
  if (properties?.properties?.properties === undefined) return false
  return draft07.validateSchema(schema) === true
}

function nameOf({ type, key, version }: Json): string {
  return [type, key, version].map(String).join(' ')
}

function refusal(status: number, type: string, message: string, field?: string): [number, unknown] {
  return [status, { errors: [{ type, message, ...(field !== undefined && { field }) }] }]
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString('utf8')
  return text === '' ? undefined : JSON.parse(text)
}

function send(response: ServerResponse, [status, body]: [status: number, body: unknown]): void {
  response.writeHead(status, { 'content-type': contentTypes[0] }).end(JSON.stringify(body))
}
