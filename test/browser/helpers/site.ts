import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { until } from '../../helpers/until'

/** A Segment event as it arrives at the tracking endpoint. */
export interface ArrivedEvent {
  readonly type: string
  readonly event?: string
  readonly messageId: string
  readonly writeKey: string
  readonly timestamp: string
  readonly userId: string | null
  readonly anonymousId: string
  readonly properties: Record<string, unknown>
  readonly context: {
    readonly page: Record<string, unknown>
    readonly campaign?: Record<string, string>
    readonly [key: string]: unknown
  }
}

/** The server's doors that a test can shut, slow down or break. */
export type Door = 'script' | 'settings' | 'preflight' | 'track' | 'flags' | 'variants'

const umd = join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')
/** What `test/setup/browser.mjs` has made of the plugin's sources. */
const bundles = new Set([
  '/experiment-impressions.min.js',
  '/experiment-impressions.debug.min.js',
  '/experiment-impressions-rudderstack.min.js',
  '/experiment-impressions-mparticle.min.js',
  '/npm.js',
])
const partytown = join(dirname(require.resolve('@qwik.dev/partytown/integration')), '../lib')
/** What pages load that is not ours. */
const libraries = new Map([
  ['/experiment.js', require.resolve('@amplitude/experiment-js-client')],
  // MooTools 1.5, and Prototype.js 1.6 as another library brings it along.
  [
    '/mootools.js',
    join(dirname(require.resolve('mootools/package.json')), 'lib/mootools-core-1.5.2-server.js'),
  ],
  ['/prototype.js', join(dirname(require.resolve('ico/package.json')), 'prototype.js')],
])

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/**
 * A shop, Segment's CDN and its tracking endpoint on one loopback port, told apart by host name: `www.shop.test` and
 * `app.shop.test`, `cdn.segment.test`, `api.segment.test`.
 */
export class Site {
  /** Everything that arrived, oldest first. */
  readonly arrived: ArrivedEvent[] = []
  /** What came while the tracking endpoint failed. */
  readonly refused: ArrivedEvent[] = []
  /** Destinations in the settings that Segment's CDN serves, beside Segment itself. */
  settings: Record<string, unknown> = {}
  /** Destinations on the page in the source configuration that RudderStack's servers give. */
  destinations: readonly object[] = []
  /** Headers of every page. */
  headers: Record<string, string> = {}
  private readonly pages = new Map<string, string>()
  private readonly sdks = new Map<string, string>()
  private readonly gates = new Map<Door, Promise<void>>()
  private readonly statuses = new Map<Door, number>()
  private readonly delays = new Map<Door, number>()
  private readonly knocks = new Map<Door, number>()
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy())
  })
  port = 0

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Forgets pages, arrivals and faults. */
  reset(): void {
    this.arrived.length = 0
    this.refused.length = 0
    this.settings = {}
    this.destinations = []
    this.headers = {}
    for (const state of [this.pages, this.gates, this.statuses, this.delays, this.knocks]) state.clear()
  }

  url(path: string, host = 'www.shop.test'): string {
    return `http://${host}:${String(this.port)}${path}`
  }

  /** Serves `html` at a path of every shop. */
  page(path: string, html: string): void {
    this.pages.set(path, html.replaceAll('{port}', String(this.port)))
  }

  /** Serves the code of another CDP's SDK at a path, behind the door `script`, for as long as the site is open. */
  sdk(path: string, code: string): void {
    this.sdks.set(path, code)
  }

  /** Holds every answer at a door back; the function that is returned lets them go. */
  hold(door: Door): () => void {
    let open = (): void => undefined
    this.gates.set(
      door,
      new Promise((resolve) => {
        open = () => {
          this.gates.delete(door)
          resolve()
        }
      }),
    )
    return () => {
      open()
    }
  }

  /** Answers at a door with a status other than 200; `undefined` mends it. */
  fail(door: Door, status: number | undefined): void {
    if (status === undefined) this.statuses.delete(door)
    else this.statuses.set(door, status)
  }

  /** Lets every answer at a door take so many ms. */
  slow(door: Door, ms: number): void {
    this.delays.set(door, ms)
  }

  /** How many requests have come to a door. */
  count(door: Door): number {
    return this.knocks.get(door) ?? 0
  }

  /** The impressions and exposures that arrived. */
  get impressions(): ArrivedEvent[] {
    return this.arrived.filter(({ event }) => event === '$impression' || event === '$exposure')
  }

  /** Waits for an event of a name, or for as many as `count`. */
  async event(name: string): Promise<ArrivedEvent> {
    return until(
      () => this.arrived.find(({ event }) => event === name),
      () => `no ${name} among ${JSON.stringify(this.arrived.map(({ event }) => event))}`,
    )
  }

  async impressionsArrived(count: number): Promise<ArrivedEvent[]> {
    return until(
      () => this.impressions.length >= count && this.impressions,
      () => `${String(this.impressions.length)} of ${String(count)} impressions arrived`,
    )
  }

  private async pass(door: Door): Promise<number> {
    this.knocks.set(door, this.count(door) + 1)
    await this.gates.get(door)
    const delay = this.delays.get(door)
    if (delay) await setTimeout(delay)
    return this.statuses.get(door) ?? 200
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*, authorization, content-type')
    response.setHeader('cache-control', 'no-store')
    if (request.method === 'OPTIONS') {
      await this.pass('preflight')
      response.writeHead(204).end()
      return
    }
    if (request.method === 'POST' && pathname.startsWith('/v1/')) {
      const body = JSON.parse(await read(request)) as ArrivedEvent & { batch?: ArrivedEvent[] }
      const status = await this.pass('track')
      ;(status === 200 ? this.arrived : this.refused).push(...(body.batch ?? [body]))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"success":true}')
      return
    }
    if (pathname.endsWith('/analytics.min.js')) {
      const status = await this.pass('script')
      this.file(response, join(umd, 'standalone.js'), status)
    } else if (pathname.startsWith('/analytics-next/bundles/')) {
      this.file(response, join(umd, basename(pathname)), 200)
    } else if (pathname.endsWith('/settings')) {
      const status = await this.pass('settings')
      const endpoint = {
        apiKey: pathname.split('/').at(-2),
        apiHost: `api.segment.test:${String(this.port)}/v1`,
        protocol: 'http',
      }
      const settings = { integrations: { 'Segment.io': endpoint, ...this.settings } }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(settings))
    } else if (this.sdks.has(pathname)) {
      const status = await this.pass('script')
      response.writeHead(status, { 'content-type': 'text/javascript' }).end(this.sdks.get(pathname))
    } else if (pathname === '/sourceConfig/') {
      const status = await this.pass('settings')
      const { destinations } = this
      const source = { id: 'source', config: {}, enabled: true, workspaceId: 'workspace', destinations }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ source }))
    } else if (pathname.startsWith('/~partytown/')) {
      this.file(response, join(partytown, basename(pathname)), 200)
    } else if (libraries.has(pathname)) {
      this.file(response, libraries.get(pathname) ?? '', 200)
    } else if (pathname.startsWith('/sdk/v2/')) {
      const isFlags = pathname.endsWith('flags')
      const status = await this.pass(isFlags ? 'flags' : 'variants')
      response.writeHead(status, { 'content-type': 'application/json' }).end(isFlags ? '[]' : '{}')
    } else if (bundles.has(pathname)) {
      this.file(response, join(process.env['TEST_BUNDLES'] ?? '', pathname), 200)
    } else {
      const html = this.pages.get(pathname)
      response
        .writeHead(html ? 200 : 404, { 'content-type': 'text/html', ...this.headers })
        .end(html ?? 'not found')
    }
  }

  private file(response: ServerResponse, path: string, status: number): void {
    if (!existsSync(path)) {
      response.writeHead(404).end()
      return
    }
    const type = path.endsWith('.html') ? 'text/html' : 'text/javascript'
    response.writeHead(status, { 'content-type': type })
    if (status === 200) createReadStream(path).pipe(response)
    else response.end()
  }
}
