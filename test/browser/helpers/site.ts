import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { until } from '../../helpers/until'
import { Doors } from './doors'
import { analyticsFile, fileAt, sendFile } from './site-files'

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

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/**
 * A shop, Segment's CDN and its tracking endpoint on one loopback port, told apart by host name: `www.shop.test` and
 * `app.shop.test`, `cdn.segment.test`, `api.segment.test`.
 */
export class Site extends Doors {
  /** Everything that arrived, oldest first. */
  readonly arrived: ArrivedEvent[] = []
  /** Events that came while the tracking endpoint failed. */
  readonly refused: ArrivedEvent[] = []
  /** Destinations in the settings from Segment's CDN, next to Segment itself. */
  settings: Record<string, unknown> = {}
  /** Destinations on the page in the source configuration from RudderStack's servers. */
  destinations: readonly object[] = []
  /** Extra headers of every page. */
  headers: Record<string, string> = {}
  private readonly pages = new Map<string, string>()
  private readonly sdks = new Map<string, string>()
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

  /** Forgets pages, arrivals and faults. The code of SDKs stays. */
  override reset(): void {
    super.reset()
    this.arrived.length = 0
    this.refused.length = 0
    this.settings = {}
    this.destinations = []
    this.headers = {}
    this.pages.clear()
  }

  url(path: string, host = 'www.shop.test'): string {
    return `http://${host}:${String(this.port)}${path}`
  }

  /** Serves `html` at a path of every shop. */
  page(path: string, html: string): void {
    this.pages.set(path, html.replaceAll('{port}', String(this.port)))
  }

  /** Serves the code of another CDP's SDK at a path, behind the door `script`, until the site closes. */
  sdk(path: string, code: string): void {
    this.sdks.set(path, code)
  }

  /** The impressions and exposures that arrived. */
  get impressions(): ArrivedEvent[] {
    return this.arrived.filter(({ event }) => event === '$impression' || event === '$exposure')
  }

  /** Waits for an event with this name. */
  async event(name: string): Promise<ArrivedEvent> {
    return until(
      () => this.arrived.find(({ event }) => event === name),
      () => `no ${name} among ${JSON.stringify(this.arrived.map(({ event }) => event))}`,
    )
  }

  /** Waits for at least this number of impressions and exposures. */
  async impressionsArrived(count: number): Promise<ArrivedEvent[]> {
    return until(
      () => this.impressions.length >= count && this.impressions,
      () => `${String(this.impressions.length)} of ${String(count)} impressions arrived`,
    )
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
    const file = fileAt(pathname)
    if (file !== undefined) {
      sendFile(response, file)
    } else if (pathname.endsWith('/analytics.min.js')) {
      sendFile(response, analyticsFile, await this.pass('script'))
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
    } else if (pathname.startsWith('/sdk/v2/')) {
      const isFlags = pathname.endsWith('flags')
      const status = await this.pass(isFlags ? 'flags' : 'variants')
      response.writeHead(status, { 'content-type': 'application/json' }).end(isFlags ? '[]' : '{}')
    } else {
      const html = this.pages.get(pathname)
      response
        .writeHead(html ? 200 : 404, { 'content-type': 'text/html', ...this.headers })
        .end(html ?? 'not found')
    }
  }
}
