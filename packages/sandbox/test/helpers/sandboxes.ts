import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDestination } from '@experiment-impressions/destination'
import { automaticPresets } from '../../src/segment-host/subscription.js'
import {
  sandboxProject,
  startSandbox,
  type EventRecord,
  type Sandbox,
  type SandboxOptions,
  type StoredEvent,
  type Subscription,
} from '../../src/index.js'

/** The sandboxes and servers of one test file, on free ports. Call `close` after each test. */
export function createStage() {
  const open: { close: () => unknown }[] = []
  return {
    async start(options: SandboxOptions = {}): Promise<Sandbox> {
      const sandbox = await startSandbox({ port: 0, retryDelaysMs: [0, 0, 0], batchWaitMs: 0, ...options })
      open.push(sandbox)
      return sandbox
    },
    /** An upload endpoint that answers with these statuses in order, then always with the last one. */
    startAmplitude(...statuses: number[]) {
      return this.startAmplitudeThat((_, count) => statuses[Math.min(count, statuses.length) - 1] ?? 200)
    },
    /** An upload endpoint that answers with the status that `answer` returns. `count` counts the bodies from 1. */
    async startAmplitudeThat(answer: (body: unknown, count: number) => number | Promise<number>) {
      const bodies: unknown[] = []
      const server = createServer((request, response) => {
        void readText(request).then(async (text) => {
          const body: unknown = JSON.parse(text)
          bodies.push(body)
          const code = await answer(body, bodies.length)
          response.writeHead(code, { 'content-type': 'application/json' })
          // Amplitude repeats a key that it refuses.
          const error = code === 400 ? { error: `Invalid API key: ${keyOf(body)}` } : {}
          response.end(JSON.stringify({ code, ...error }))
        })
      })
      const url = await listen(server)
      open.push({ close: () => server.close() })
      return {
        bodies,
        endpoints: {
          httpapi: url,
          batch: url,
          identify: url,
          usersearch: url,
          useractivity: url,
          deletions: url,
        },
      }
    },
    async close(): Promise<void> {
      for (const one of open.splice(0)) await one.close()
    },
  }
}

function keyOf(body: unknown): string {
  return String((body as { readonly api_key?: unknown }).api_key)
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`)
    })
  })
}

/** A track call as a page sends it. */
export function impression(over: object = {}, properties: object = {}) {
  return {
    type: 'track',
    event: '$impression',
    messageId: 'message-1',
    anonymousId: 'device-1',
    timestamp: '2026-11-23T04:02:28.956Z',
    sentAt: '2026-11-23T04:02:28.966Z',
    writeKey: 'source-1',
    _metadata: { bundled: [] },
    properties: { flag_key: 'hero', variant: 'treatment', ...properties },
    ...over,
  }
}

export async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, { method: 'POST', body: text, headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Posts to the sandbox's Amplitude, with its key. */
export function upload(
  sandbox: Sandbox,
  events: unknown,
  { api = '2/httpapi', ...more }: Record<string, unknown> = {},
) {
  return post(`${sandbox.url}/amplitude/${String(api)}`, { api_key: sandboxProject.apiKey, events, ...more })
}

/** The header with the key pair of the sandbox's project. */
export function ownerHeaders(secretKey: string = sandboxProject.secretKey): Record<string, string> {
  const pair = Buffer.from(`${sandboxProject.apiKey}:${secretKey}`).toString('base64')
  return { authorization: `Basic ${pair}` }
}

/** The status of a request. Reads the whole body: otherwise the connection stays open after the sandbox closes. */
export async function statusOf(url: string, init?: RequestInit): Promise<number> {
  const response = await fetch(url, init)
  await response.arrayBuffer()
  return response.status
}

export async function getJson(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers })
  return { status: response.status, body: (await response.json()) as unknown }
}

/** What the sandbox's Amplitude has stored, newest last. */
export async function storedEvents(sandbox: Sandbox): Promise<StoredEvent[]> {
  return (await getJson(`${sandbox.url}/api/stored`)).body as StoredEvent[]
}

/** The automatic presets, with these fields mapped differently; `undefined` unmaps a field. */
export function subscriptionsWith(mapping: Readonly<Record<string, unknown>> = {}): Subscription[] {
  return automaticPresets(createDestination()).map((preset) => {
    const fields = Object.entries({ ...preset.mapping, ...mapping }).filter(
      ([, value]) => value !== undefined,
    )
    return { ...preset, mapping: Object.fromEntries(fields) }
  })
}

/** Sends one impression through a sandbox with these options, and returns its record. */
export async function sendImpression(
  stage: ReturnType<typeof createStage>,
  options: SandboxOptions = {},
  { properties = {}, ...over }: Readonly<Record<string, unknown>> & { readonly properties?: object } = {},
) {
  const sandbox = await stage.start(options)
  await post(`${sandbox.url}/v1/t`, impression(over, properties))
  await sandbox.settled()
  const [record] = sandbox.events()
  return { sandbox, record: record as EventRecord }
}
