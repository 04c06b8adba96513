// WHATWG HTML, "Server-sent events": ids, `Last-Event-ID`, comments that keep a connection alive.
import { createEventLog } from '../src/event-log.js'
import type { EventRecord } from '../src/event-record.js'
import { createEventStream } from '../src/event-stream.js'
import { createStage, impression, post } from './helpers/sandboxes.js'
import { readMessages } from './helpers/server-sent-events.js'

const stage = createStage()
afterEach(() => stage.close())

const record = (id: string): EventRecord => ({
  id,
  pre: { ...impression(), messageId: id, type: 'track' },
  post: null,
  issues: [],
  outcome: 'pending',
  attempts: [],
  userProperties: null,
})

describe('GET /api/stream', () => {
  async function connect(url: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/api/stream`, { headers })
    return { response, messages: readMessages(response.body as ReadableStream<Uint8Array>) }
  }

  test('tells every change of a record', async () => {
    const sandbox = await stage.start({ now: () => 5 })
    const { response, messages } = await connect(sandbox.url)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await messages.next()).toEqual({ retry: '1000', id: '5000' })

    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    const told = [await messages.next(), await messages.next(), await messages.next()]
    expect(told).toMatchObject([
      { id: '5001', event: 'record', data: { id: 'message-1', outcome: 'pending', userProperties: null } },
      { id: '5002', event: 'record', data: { outcome: 'pending', userProperties: { before: {} } } },
      { id: '5003', event: 'record', data: { outcome: 'accepted' } },
    ])
    expect(told.at(-1)?.data).toEqual(JSON.parse(JSON.stringify(sandbox.events()[0])))
  })

  test('catches up after the last event that a client has seen, then goes on', async () => {
    const sandbox = await stage.start({ now: () => 0 })
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'a' }))
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'b', anonymousId: 'device-2' }))
    await sandbox.settled()
    const { messages } = await connect(sandbox.url, { 'last-event-id': '1' })
    await messages.next()
    const caughtUp = [await messages.next(), await messages.next()]
    expect(caughtUp.map((one) => (one?.data as EventRecord).id).sort()).toEqual(['a', 'b'])
    expect(caughtUp.map((one) => (one?.data as EventRecord).outcome)).toEqual(['accepted', 'accepted'])

    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'c' }))
    expect(await messages.next()).toMatchObject({ id: '7', data: { id: 'c' } })
  })

  test('ends when the sandbox is closed', async () => {
    const sandbox = await stage.start()
    const { messages } = await connect(sandbox.url)
    await messages.next()
    await sandbox.close()
    expect(await messages.next()).toBeUndefined()
  })

  test('tells pages elsewhere nothing', async () => {
    const sandbox = await stage.start()
    const { response } = await connect(sandbox.url, { origin: 'https://shop.example' })
    expect(response.status).toBe(403)
  })
})

describe(createEventStream, () => {
  test.each([
    ['of another run', '3'],
    ['from the future', '104'],
    ['that is no number', 'soon'],
  ])('tells a client to fetch everything anew for an id %s', async (_, lastEventId) => {
    const log = createEventLog({ firstNumber: 100 })
    for (const id of ['a', 'b', 'c']) log.add(record(id))
    const messages = readMessages(createEventStream({ log }).open(lastEventId))
    expect(await messages.next()).toEqual({ retry: '1000', id: '103', event: 'reset', data: {} })
    await messages.cancel()
  })

  test('tells a client to fetch everything anew where what it missed is forgotten', async () => {
    const log = createEventLog({ capacity: 2 })
    for (const id of ['a', 'b', 'c']) log.add(record(id))
    const stream = createEventStream({ log })
    const missed = readMessages(stream.open('0'))
    expect(await missed.next()).toMatchObject({ event: 'reset', id: '3' })
    const seen = readMessages(stream.open('1'))
    expect(await seen.next()).toEqual({ retry: '1000' })
    expect(await seen.next()).toMatchObject({ id: '2', event: 'record', data: { id: 'b' } })
    await missed.cancel()
    await seen.cancel()
  })

  test('tells what changed in the order of the changes', async () => {
    const log = createEventLog()
    for (const id of ['a', 'b']) log.add(record(id))
    log.update('a', () => ({ outcome: 'accepted' }))
    const messages = readMessages(createEventStream({ log }).open('0'))
    await messages.next()
    expect([await messages.next(), await messages.next()]).toMatchObject([
      { id: '2', data: { id: 'b' } },
      { id: '3', data: { id: 'a', outcome: 'accepted' } },
    ])
    await messages.cancel()
  })

  test('lets a connection never fall silent', async () => {
    const messages = readMessages(
      createEventStream({ log: createEventLog(), heartbeatMs: 1 }).open(undefined),
    )
    await messages.next()
    expect(await messages.next()).toEqual({ comment: 'still here' })
    expect(await messages.next()).toEqual({ comment: 'still here' })
    await messages.cancel()
  })

  test('lets go of a client that has left', async () => {
    let listeners = 0
    const log = createEventLog()
    const counting = {
      ...log,
      subscribe: (listener: Parameters<typeof log.subscribe>[0]) => {
        listeners += 1
        const unsubscribe = log.subscribe(listener)
        return () => {
          listeners -= 1
          unsubscribe()
        }
      },
    }
    const messages = readMessages(createEventStream({ log: counting }).open(undefined))
    await messages.next()
    expect(listeners).toBe(1)
    await messages.cancel()
    expect(listeners).toBe(0)
  })

  test('cuts off a client that does not read, who can catch up later', async () => {
    const log = createEventLog()
    const stream = createEventStream({ log })
    const messages = readMessages(stream.open(undefined))
    for (let count = 0; count < 3000; count += 1) log.add(record(String(count)))
    let last
    for (let next = await messages.next(); next !== undefined; next = await messages.next()) last = next
    expect(Number(last?.id)).toBeLessThan(1100)
    stream.close()

    const back = readMessages(stream.open(last?.id))
    await back.next()
    expect(await back.next()).toMatchObject({ id: String(Number(last?.id) + 1) })
    await back.cancel()
  })
})
