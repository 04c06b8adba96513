import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EventRecord } from '@experiment-impressions/inspection'
import type { TestRecord } from './records'
import { servePage } from './serve-page'

/** Serves the built page and the sandbox’s API, whose records a test decides. */
export class SandboxStub {
  /** Newest last. */
  records: TestRecord[] = []
  /** Calls that aren't experiment events, newest last. */
  calls: readonly EventRecord[] = []
  /** Serves nothing but files, as any web server would. */
  isStatic = false
  /** Answers 404 to the stream, as an older sandbox would. */
  hasStream = true
  /** Answers `/api/events` with this status. */
  failing: number | undefined
  /** Holds the answer to `/api/events` back. */
  gate: Promise<void> | undefined
  /** Holds the second half of that answer back. */
  halfwayGate: Promise<void> | undefined
  /** Where it says that it delivers to; 404 where it doesn’t say, as an older sandbox. */
  amplitude: 'sandbox' | 'north_america' | 'europe' | undefined = 'sandbox'
  /** Answers 400 to every fault. */
  refusesFaults = false
  readonly faults: Record<string, unknown>[] = []
  /** Path and `Last-Event-ID` of every request, oldest first. */
  readonly requests: { readonly path: string; readonly lastEventId: string | undefined }[] = []
  port = 0
  private latest = 0
  private changes: { readonly number: number; readonly record: TestRecord }[] = []
  private readonly streams = new Set<ServerResponse>()
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy())
  })

  async open(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  url(hash = ''): string {
    return `http://127.0.0.1:${String(this.port)}/${hash}`
  }

  reset(): void {
    this.cutStreams()
    this.records = []
    this.calls = []
    this.changes = []
    this.latest = 0
    this.faults.length = 0
    this.requests.length = 0
    this.isStatic = false
    this.refusesFaults = false
    this.hasStream = true
    this.failing = undefined
    this.gate = undefined
    this.halfwayGate = undefined
    this.amplitude = 'sandbox'
  }

  /** Adds or changes records, and tells every stream. */
  send(...records: readonly TestRecord[]): void {
    for (const record of records) {
      const known = this.records.findIndex(({ id }) => id === record.id)
      if (known === -1) this.records.push(record)
      else this.records[known] = record
      this.latest += 1
      this.changes.push({ number: this.latest, record })
      const message = this.message(this.latest, record)
      for (const stream of this.streams) stream.write(message)
    }
  }

  /** Makes every stream start anew. */
  sendReset(): void {
    for (const stream of this.streams) stream.write(`event: reset\ndata: {}\n\n`)
  }

  /** Ends the connections of all streams; the browser comes back by itself. */
  cutStreams(): void {
    for (const stream of this.streams) stream.destroy()
    this.streams.clear()
  }

  private message(number: number, record: TestRecord): string {
    return `id: ${String(number)}\nevent: record\ndata: ${JSON.stringify(record)}\n\n`
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname)
    const lastEventId = request.headers['last-event-id']
    this.requests.push({ path, lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined })
    response.setHeader('cache-control', 'no-store')
    if (path.startsWith('/api/')) {
      if (this.isStatic) json(response, 404, { error: 'nothing here' })
      else await this.answerApi(path.slice('/api/'.length), request, response)
      return
    }
    servePage(path === '/' ? '/index.html' : path, response)
  }

  private async answerApi(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === 'events') {
      const records = [...this.records]
      await this.gate
      if (this.failing === undefined) await this.answerEvents(records, response)
      else json(response, this.failing, { error: 'The sandbox failed on this request.' })
    } else if (path === 'calls') json(response, 200, this.calls)
    else if (path === 'stream' && this.hasStream) this.stream(request, response)
    else if (path.startsWith('users/')) this.user(decodeURIComponent(path.slice('users/'.length)), response)
    else if (path === 'status' && this.amplitude !== undefined)
      json(response, 200, { amplitude: this.amplitude })
    else if (path === 'faults') await this.answerFaults(request, response)
    else json(response, 404, { error: 'There is nothing at this address.' })
  }

  private async answerEvents(records: readonly TestRecord[], response: ServerResponse): Promise<void> {
    const half = records.slice(0, Math.floor(records.length / 2))
    const text = JSON.stringify(records)
    const start = `${JSON.stringify(half).slice(0, -1)},`
    response.writeHead(200, { 'content-type': 'application/json' })
    if (this.halfwayGate !== undefined) {
      response.write(start)
      await this.halfwayGate
      response.end(text.slice(start.length))
    } else response.end(text)
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    const last = Number(request.headers['last-event-id'] ?? this.latest)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`retry: 100\nid: ${String(last)}\n\n`)
    for (const { number, record } of this.changes)
      if (number > last) response.write(this.message(number, record))
    this.streams.add(response)
    response.on('close', () => this.streams.delete(response))
  }

  private user(id: string, response: ServerResponse): void {
    const events = this.records.filter(
      ({ post }) => post !== null && (post.user_id === id || post.device_id === id),
    )
    const last = events.at(-1)
    if (last === undefined) {
      json(response, 404, {
        error: 'Amplitude has accepted no event with this user id or device id.',
      })
      return
    }
    json(response, 200, {
      amplitudeId: 1,
      userId: events.find(({ post }) => post?.user_id !== undefined)?.post?.user_id ?? null,
      deviceIds: [...new Set(events.flatMap(({ post }) => post?.device_id ?? []))],
      userProperties:
        events.findLast(({ userProperties }) => userProperties !== null)?.userProperties?.after ?? {},
      events,
    })
  }

  private async answerFaults(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const fault = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
      if (this.refusesFaults) {
        json(response, 400, { error: '“every” is out of range; expected a whole number.' })
        return
      }
      const report = { ...fault, id: this.faults.length + 1, requests: 0, hits: 0 }
      this.faults.push(report)
      json(response, 201, report)
    } else if (request.method === 'DELETE') {
      this.faults.length = 0
      response.writeHead(204).end()
    } else json(response, 200, this.faults)
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
