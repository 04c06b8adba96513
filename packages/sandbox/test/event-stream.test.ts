// WHATWG HTML, "Server-sent events": ids, `Last-Event-ID`, comments that keep a connection alive.
import { createEventLog } from '../src/records/event-log.js'
import type { EventRecord } from '../src/event-record.js'
import { createEventStream } from '../src/records/event-stream.js'
import { createStage, impression, post } from './helpers/sandboxes.js'
import { readMessages } from './helpers/server-sent-events.js'

const stage = createStage()
afterEach(() => stage.close())

const record = (id: string): EventRecord => ({
  id,
  pre: { ...impression(), messageId: id, type: 'track' },
  post: null,
  expected: null,
  issues: [],
  outcome: 'pending',
  attempts: [],
  storage: null,
  repeats: 0,
  subscription: null,
  userProperties: null,
})

describe('GET /api/stream', () => {
  async function connect(url: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/api/stream`, { headers })
    return { response, messages: readMessages(response.body as ReadableStream<Uint8Array>) }
  }

  test('tells what becomes of a record', async () => {
    const sandbox = await stage.start({ now: () => 5 })
    const { response, messages } = await connect(sandbox.url)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await messages.next()).toEqual({ retry: '1000', id: '5000' })

    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    // Added, accepted: the second change, by whichever messages it is told.
    let told = await messages.next()
    if (told?.id === '5001') told = await messages.next()
    expect(told).toMatchObject({ id: '5002', event: 'record' })
    expect(told?.data).toEqual(JSON.parse(JSON.stringify(sandbox.events()[0])))
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
    expect(await messages.next()).toMatchObject({ event: 'record', data: { id: 'c' } })
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
    expect(await messages.next()).toEqual({ retry: '1000' })
    expect(await messages.next()).toEqual({ id: '103', event: 'reset', data: {} })
    await messages.cancel()
  })

  test('tells a client to fetch everything anew where what it missed is forgotten', async () => {
    const log = createEventLog({ bound: { count: 2, bytes: 1e6 } })
    for (const id of ['a', 'b', 'c']) log.add(record(id))
    const stream = createEventStream({ log })
    const missed = readMessages(stream.open('0'))
    expect(await missed.next()).toEqual({ retry: '1000' })
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
})

// The clock stands still unless a test moves it.
describe('how the changes are gathered', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })

  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0)
    jest.useRealTimers()
  })

  test('a record that changes again within a moment is told once', async () => {
    const log = createEventLog()
    const messages = readMessages(createEventStream({ log, gatherMs: 50 }).open(undefined))
    await messages.next()
    log.add(record('a'))
    jest.advanceTimersByTime(49)
    log.add(record('b'))
    log.update('a', () => ({ outcome: 'accepted' }))
    jest.advanceTimersByTime(1)
    expect([await messages.next(), await messages.next()]).toMatchObject([
      { id: '2', data: { id: 'b' } },
      { id: '3', data: { id: 'a', outcome: 'accepted' } },
    ])
    log.update('b', () => ({ outcome: 'accepted' }))
    jest.advanceTimersByTime(50)
    expect(await messages.next()).toMatchObject({ id: '4', data: { id: 'b', outcome: 'accepted' } })
    for (const id of ['c', 'd']) log.add(record(id))
    await messages.cancel()
  })

  test('a client that does not read is told all when it does, in portions, and nothing is held for it', async () => {
    const log = createEventLog()
    const reader = createEventStream({ log, gatherMs: 50 }).open(undefined).getReader()
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
    for (let count = 0; count < 120; count += 1) {
      log.add(record(String(count)))
      log.update(String(count), () => ({ outcome: 'accepted' }))
      jest.advanceTimersByTime(50)
    }
    log.add(record('last'))
    expect(await read()).toBe('retry: 1000\nid: 0\n\n')
    const pieces = [await read(), await read(), await read()]
    expect(pieces.map((piece) => piece.split('"accepted"').length - 1)).toEqual([50, 50, 20])
    expect(pieces.join('').match(/(?<=^id: )\d+$/gm)).toEqual([
      ...Array.from({ length: 120 }, (_, index) => String(2 * index + 2)),
      '241',
    ])
    log.add(record('later'))
    await reader.cancel()
  })

  test('no heartbeats pile up for a client that does not read', async () => {
    const log = createEventLog()
    const messages = readMessages(createEventStream({ log, gatherMs: 5, heartbeatMs: 10 }).open(undefined))
    jest.advanceTimersByTime(1000)
    await messages.next()
    log.add(record('a'))
    jest.advanceTimersByTime(5)
    expect(await messages.next()).toMatchObject({ data: { id: 'a' } })
    jest.advanceTimersByTime(5)
    expect(await messages.next()).toEqual({ comment: 'still here' })
    await messages.cancel()
  })
})

test('is full with a hundred clients, until one of them goes', async () => {
  const stream = createEventStream({ log: createEventLog() })
  const open = Array.from({ length: 99 }, () => stream.open(undefined))
  expect(stream.isFull()).toBe(false)
  const last = stream.open(undefined)
  expect(stream.isFull()).toBe(true)
  await last.cancel()
  expect(stream.isFull()).toBe(false)
  expect(open).toHaveLength(99)
  stream.close()
})
