import type { EventRecord } from '@experiment-impressions/inspection'

type Listener = (event: { readonly data: string }) => void

/** An `EventSource` whose events a test sends. */
export class FakeStream {
  static readonly OPEN = 1
  static readonly CLOSED = 2
  readyState = 0
  private readonly listeners = new Map<string, Listener[]>()

  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener])
  }

  close(): void {
    this.readyState = FakeStream.CLOSED
  }

  emit(name: string, data = ''): void {
    if (name === 'open') this.readyState = FakeStream.OPEN
    for (const listener of this.listeners.get(name) ?? []) listener({ data })
  }

  /** What the browser does if something other than a stream answers. */
  refuse(): void {
    this.readyState = FakeStream.CLOSED
    this.emit('error')
  }
}

interface FakeFault {
  readonly id: number
  readonly [field: string]: unknown
}

/** The sandbox’s API in memory; a test decides its records and how it behaves. */
export class FakeSandbox {
  /** Newest last. */
  records: EventRecord[] = []
  /** Calls that aren’t experiment events, newest last; `undefined`: it’s too old to keep them. */
  calls: EventRecord[] | undefined = []
  /** `undefined`: it’s too old to say. */
  target: string | undefined = 'sandbox'
  /** Serves files only, as any web server does. */
  isStatic = false
  hasStream = true
  /** Doesn’t answer at all. */
  isDown = false
  /** Answers every request with this status. */
  failing: number | undefined
  /** Answers 400 to every fault that is switched on. */
  refusesFaults = false
  /** Answers 409 to each wish to play the recorded session. */
  refusesSession = false
  /** Answers in place of everything else, if it returns an answer. */
  respond: (path: string) => Response | Promise<Response> | undefined = () => undefined
  users: Readonly<Record<string, object>> = {}
  faults: FakeFault[] = []
  /** The bodies of the track calls that it got. */
  readonly tracked: Readonly<Record<string, unknown>>[] = []
  stream = new FakeStream()
  readonly requests: string[] = []

  /** The stream that the page opens. */
  openStream(): FakeStream {
    this.stream = new FakeStream()
    const { stream } = this
    setTimeout(() => {
      if (this.isStatic || this.isDown || !this.hasStream) stream.refuse()
      else stream.emit('open')
    }, 0)
    return stream
  }

  /** Adds records or replaces those that it has, and tells the page. */
  send(...records: readonly EventRecord[]): void {
    for (const record of records) {
      this.records = [...this.records.filter(({ id }) => id !== record.id), record]
      this.stream.emit('record', JSON.stringify(record))
    }
  }

  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const path = new URL(url).pathname.replace(/^\/api\//, '')
    const method = init.method ?? 'GET'
    this.requests.push(`${method} ${path}`)
    if (init.signal?.aborted === true) return Promise.reject(new DOMException('Aborted', 'AbortError'))
    if (this.isDown) return Promise.reject(new TypeError('fetch failed'))
    return Promise.resolve(this.respond(path) ?? this.answer(method, path, init.body))
  }

  private answer(method: string, path: string, body: unknown): Response {
    if (this.failing !== undefined) return json({ error: 'The sandbox failed.' }, this.failing)
    if (this.isStatic) return new Response('not found', { status: 404 })
    if (path === 'events') return json(this.records)
    if (path === 'calls' && this.calls !== undefined) return json(this.calls)
    if (path === 'status' && this.target !== undefined) return json({ amplitude: this.target })
    if (method === 'POST' && path === 'session')
      return this.refusesSession
        ? json({ error: 'The session is being played already.' }, 409)
        : json({}, 202)
    if (path === '/v1/track') {
      this.tracked.push(JSON.parse(String(body)) as Record<string, unknown>)
      return json({ success: true })
    }
    if (path.startsWith('faults')) return this.answerFaults(method, path, body)
    const user = this.users[decodeURIComponent(path.replace('users/', ''))]
    return path.startsWith('users/') && user !== undefined ? json(user) : json({ error: 'Not here.' }, 404)
  }

  private answerFaults(method: string, path: string, body: unknown): Response {
    if (method === 'POST') {
      if (this.refusesFaults) return json({ error: '“every” is out of range.' }, 400)
      const fault = JSON.parse(String(body)) as object
      this.faults = [...this.faults, { ...fault, id: this.faults.length + 1, requests: 0, hits: 0 }]
    }
    const [, wanted] = path.split('/')
    if (method === 'DELETE')
      this.faults = this.faults.filter(({ id }) => wanted !== undefined && wanted !== String(id))
    return json(this.faults)
  }
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
}
