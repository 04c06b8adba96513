// WHATWG HTML, "Server-sent events": ids, `Last-Event-ID`, comments that keep a connection alive.
import type { EventRecord } from '../src/index.js'
import { createChangeNumbers } from '../src/records/change-numbers.js'
import { createEventLog } from '../src/records/event-log.js'
import { createEventStream } from '../src/records/event-stream.js'
import { createStreams, record } from './helpers/event-streams.js'
import { createStage, impression, post } from './helpers/sandboxes.js'
import { readMessages } from './helpers/server-sent-events.js'

const stage = createStage()
afterEach(() => stage.close())

describe('GET /api/stream', () => {
  async function connect(url: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/api/stream`, { headers })
    return { response, messages: readMessages(response.body as ReadableStream<Uint8Array>) }
  }

  test('sends the changes of a record', async () => {
    const sandbox = await stage.start({ now: () => 5 })
    const { response, messages } = await connect(sandbox.url)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await messages.next()).toEqual({ retry: '1000', id: '5000' })

    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    // The second change (accepted) can come alone, or after the first (added).
    let message = await messages.next()
    if (message?.id === '5001') message = await messages.next()
    expect(message).toMatchObject({ id: '5002', event: 'record' })
    expect(message?.data).toEqual(JSON.parse(JSON.stringify(sandbox.events()[0])))
  })

  test('continues after the last event that a client has seen', async () => {
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
    expect(await messages.next()).toMatchObject({ event: 'record', data: { id: 'c' } })
  })

  test('ends when the sandbox closes', async () => {
    const sandbox = await stage.start()
    const { messages } = await connect(sandbox.url)
    await messages.next()
    await sandbox.close()
    expect(await messages.next()).toBeUndefined()
  })

  test('refuses pages of other sites', async () => {
    const sandbox = await stage.start()
    const { response } = await connect(sandbox.url, { origin: 'https://shop.example' })
    expect(response.status).toBe(403)
  })
})

describe(createEventStream, () => {
  test.each([
    ['of another run', '3'],
    ['from the future', '104'],
    ['that isn’t a number', 'soon'],
  ])('tells a client to fetch everything again for an id %s', async (_, lastEventId) => {
    const log = createEventLog({ numbers: createChangeNumbers(100) })
    for (const id of ['a', 'b', 'c']) log.add(record(id))
    const messages = await createStreams({ log }).read(lastEventId)
    expect(await messages.next()).toEqual({ retry: '1000' })
    expect(await messages.next()).toEqual({ id: '103', event: 'reset', data: {} })
    await messages.cancel()
  })

  test('tells a client to fetch everything again if the log has forgotten what it missed', async () => {
    const log = createEventLog({ bound: { count: 2, bytes: 1e6 } })
    for (const id of ['a', 'b', 'c']) log.add(record(id))
    const streams = createStreams({ log })
    const missed = await streams.read('0')
    expect(await missed.next()).toEqual({ retry: '1000' })
    expect(await missed.next()).toMatchObject({ event: 'reset', id: '3' })
    const seen = await streams.read('1')
    expect(await seen.next()).toEqual({ retry: '1000' })
    expect(await seen.next()).toMatchObject({ id: '2', event: 'record', data: { id: 'b' } })
    await missed.cancel()
    await seen.cancel()
  })

  test('sends changes in their order', async () => {
    const log = createEventLog()
    for (const id of ['a', 'b']) log.add(record(id))
    log.update('a', () => ({ outcome: 'accepted' }))
    const messages = await createStreams({ log }).read('0')
    await messages.next()
    expect([await messages.next(), await messages.next()]).toMatchObject([
      { id: '2', data: { id: 'b' } },
      { id: '3', data: { id: 'a', outcome: 'accepted' } },
    ])
    await messages.cancel()
  })

  test('sends heartbeats', async () => {
    const messages = await createStreams({ log: createEventLog(), heartbeatMs: 1 }).read()
    await messages.next()
    expect(await messages.next()).toEqual({ comment: 'still here' })
    expect(await messages.next()).toEqual({ comment: 'still here' })
    await messages.cancel()
  })

  test('stops listening for a client that has left', async () => {
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
    const messages = await createStreams({ log: counting }).read()
    await messages.next()
    expect(listeners).toBe(1)
    await messages.cancel()
    expect(listeners).toBe(0)
  })
})

test('is full with a hundred clients, until one leaves', async () => {
  const stream = createStreams({ log: createEventLog() })
  const open = await Promise.all(Array.from({ length: 99 }, () => stream.open()))
  expect(stream.isFull()).toBe(false)
  const last = await stream.open()
  expect(stream.isFull()).toBe(true)
  await last.cancel()
  expect(stream.isFull()).toBe(false)
  expect(open).toHaveLength(99)
  stream.close()
})
