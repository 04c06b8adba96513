import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Destination } from '@segment/actions-core'
import { createDestination, type Settings } from '../src/index'
import { corpus } from '../../contract/test/helpers/corpus'

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' }
const deletion = { type: 'delete', userId: 'user-1' } as never

const servers: Server[] = []

/** A server on loopback: its address, what has come, and `close`, which waits until no connection is open. */
const serve = async (
  answer: RequestListener,
): Promise<{ url: string; requests: string[]; close: () => Promise<unknown> }> => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${String(request.method)} ${String(request.url)}`)
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { url, requests, close: () => new Promise((resolve) => server.close(resolve)) }
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const open = (url: string, deadlineMs = 5000) => {
  const endpoints = {
    httpapi: url,
    batch: url,
    identify: url,
    usersearch: url,
    useractivity: url,
    deletions: url,
  }
  return new Destination<Settings>(createDestination({ endpoints, deadlineMs }))
}

const large = 'x'.repeat(200_000)
const sign = '<!doctype html><title>Sign in</title>'
const html = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/json' }
const page =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status, html).end(large)
const answer =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    response.writeHead(status, json).end(typeof body === 'string' ? body : JSON.stringify(body))
/** It begins to answer, and never comes to an end. */
const endless: RequestListener = (_request, response) => {
  response.writeHead(200, json).write('{"matches":[')
}
/** The same, and as fast as it is taken. */
const flood: RequestListener = (_request, response) => {
  const write = (): void => {
    while (!response.destroyed && response.write(large));
  }
  response.writeHead(200, html).on('drain', write)
  write()
}
const silent: RequestListener = () => undefined
const cut: RequestListener = (request) => request.socket.destroy()

describe.each([
  ['a test of the keys', (host: Destination<Settings>) => host.testAuthentication({ ...settings })],
  ['a deletion', async (host: Destination<Settings>) => host.onDelete?.(deletion, settings as never)],
])('%s', (_what, ask) => {
  it.each([
    [
      'a page of 200 kB and 200',
      page(200),
      /Something other than Amplitude answered \(200, text\/html, 200 kB\)/,
    ],
    ['204', (_request, response) => response.writeHead(204).end(), /Something other than Amplitude/],
    ['200 and nothing', (_request, response) => response.end(), /Something other than Amplitude/],
    ['400 and a page', answer(400, sign), /Something other than Amplitude answered \(400/],
    ['403 and a page', answer(403, sign), /Something other than Amplitude answered \(403/],
    ['404', answer(404, {}), /Something other than Amplitude answered \(404/],
    ['a refusal of 200 kB', page(403), /Amplitude answered 403/],
    ['400 of 200 kB', page(400), /Amplitude answered 400/],
    ['401 of 200 kB as JSON', answer(401, { error: large }), /Amplitude answered 401/],
    ['500 of 200 kB', page(500), /Amplitude answered 500/],
    ['a connection that is cut', cut, /couldn’t be reached/],
  ])('ends where the answer is %s, and says so', async (_answer, server, words) => {
    const { url } = await serve(server)
    const asked = ask(open(url))
    await expect(asked).rejects.toThrow(words)
    await expect(asked).rejects.not.toThrow(/test-(api|secret)-key|user-1|xxx/)
  })

  it.each([
    ['never ends', endless],
    ['never comes', silent],
  ])('ends at its deadline where the answer %s', async (_answer, server) => {
    const { url } = await serve(server)
    await expect(ask(open(url, 50))).rejects.toThrow(/couldn’t be reached/)
  })

  it.each([
    ['never ends', endless, 50],
    ['never comes', silent, 50],
    ['is a flood, and long before its deadline', flood, 2 ** 30],
  ])('leaves no connection open where the answer %s', async (_answer, server, deadlineMs) => {
    const { url, close } = await serve(server)
    await expect(ask(open(url, deadlineMs))).rejects.toThrow(/couldn’t be reached/)
    await close()
  })

  it.each([301, 302, 307, 308])('follows no redirect (%i), to no host', async (status) => {
    const elsewhere = await serve(answer(200, { matches: [] }))
    const { url, requests } = await serve((request, response) => {
      response.writeHead(status, { location: request.url === '/again' ? '/' : elsewhere.url }).end()
    })
    await expect(ask(open(url))).rejects.toThrow(`redirect (${String(status)}), which isn’t followed`)
    expect(elsewhere.requests).toEqual([])
    // A failed deletion is tried again by the framework itself, at the same address.
    expect(new Set(requests).size).toBe(1)
  })
})

describe('a deletion', () => {
  const ask = async (body: unknown): Promise<unknown> => {
    const { url } = await serve(answer(200, body))
    return open(url).onDelete?.(deletion, settings as never)
  }
  const job = { day: '2026-12-23', status: 'staging', amplitude_ids: [], invalid_ids: [] }

  it.each([job, [job, job], { message: 'Nothing scheduled', invalid_ids: ['user-1'] }].map((body) => [body]))(
    'takes %j for done',
    async (body) => {
      await expect(ask(body)).resolves.toStrictEqual(body)
    },
  )

  it.each([{}, [], { code: 200 }, { day: '2026-12-23' }, [job, null], null, sign].map((body) => [body]))(
    'takes %j for no answer of Amplitude’s, and is tried again',
    async (body) => {
      await expect(ask(body)).rejects.toMatchObject({
        status: 500,
        message: expect.stringContaining('other than Amplitude') as string,
      })
    },
  )
})

describe('a test of the keys', () => {
  it('takes the documented answer whatever its content type', async () => {
    const { url } = await serve((_request, response) =>
      response.writeHead(200, html).end('{"matches":[],"type":"nomatch"}'),
    )
    await expect(open(url).testAuthentication({ ...settings })).resolves.toBeUndefined()
  })

  it.each([{}, { ok: true }, { matches: 'none' }, []])(
    'takes %j for no answer of Amplitude’s',
    async (body) => {
      const { url } = await serve(answer(200, body))
      await expect(open(url).testAuthentication({ ...settings })).rejects.toThrow(
        /Something other than Amplitude answered/,
      )
    },
  )

  it('takes the documented answer, however long it is', async () => {
    const { url } = await serve(answer(200, { matches: [{ user_id: large }], type: 'match_user_id' }))
    await expect(open(url).testAuthentication({ ...settings })).resolves.toBeUndefined()
  })
})

describe('a delivery', () => {
  const { event } = corpus.find(({ name }) => name === 'impression-treatment') ?? {}
  const { presets = [] } = createDestination()

  const eventsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...event, messageId: `message-${String(index)}` }))

  const sendBatch = async (host: Destination<Settings>, events: readonly object[], signal?: AbortSignal) => {
    const results = await host.onBatch(events as never, { ...settings, subscription: presets[0] } as never, {
      ...(signal && { signal }),
    })
    return (results[0] as unknown as { multistatus: { status: number }[] }).multistatus.map(
      ({ status }) => status,
    )
  }

  it('ends at the signal of the host, where that has one', async () => {
    const { url } = await serve(silent)
    const statuses = await sendBatch(open(url, 60_000), eventsOf(3), AbortSignal.timeout(50))
    expect(statuses).toEqual([503, 503, 503])
  })

  it('of a single event ends at its deadline too', async () => {
    const { url } = await serve(silent)
    const sent = open(url, 50).onEvent(event as never, { ...settings, subscriptions: presets } as never)
    await expect(sent).rejects.toMatchObject({ status: 503 })
  })

  it('ends where the answer never does', async () => {
    const { url } = await serve(endless)
    expect(await sendBatch(open(url, 50), eventsOf(2))).toEqual([503, 503])
  })
})
