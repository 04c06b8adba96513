import { createEventLog } from '../src/records/event-log.js'
import { createStreams, record } from './helpers/event-streams.js'

// Only the tests move the clock.
describe('how changes are collected', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })

  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0)
    jest.useRealTimers()
  })

  test('a record that changes twice within a moment is sent once', async () => {
    const log = createEventLog()
    const messages = await createStreams({ log, gatherMs: 50 }).read()
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

  test('a client that doesn’t read gets every change once it does, and the log is asked for few of them before', async () => {
    const log = createEventLog()
    const asked: number[] = []
    const since = (number: number) => {
      asked.push(number)
      return log.since(number)
    }
    const reader = (await createStreams({ log: { ...log, since }, gatherMs: 50 }).open()).getReader()
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
    for (let count = 0; count < 120; count += 1) {
      log.add(record(String(count)))
      log.update(String(count), () => ({ outcome: 'accepted' }))
      await jest.advanceTimersByTimeAsync(50)
    }
    log.add(record('last'))
    expect(asked).toEqual([0])
    expect(await read()).toBe('retry: 1000\nid: 0\n\n')
    const messages: string[] = []
    while (messages.length < 121) messages.push(await read())
    expect(messages.map((message) => message.match(/^id: \d+$/gm))).toEqual([
      ...Array.from({ length: 120 }, (_, index) => [`id: ${String(2 * index + 2)}`]),
      ['id: 241'],
    ])
    expect(messages.filter((message) => message.includes('"accepted"'))).toHaveLength(120)
    expect(asked).toEqual([0, 2, 102, 202])
    log.add(record('later'))
    await reader.cancel()
  })

  test('at most one heartbeat waits for a client that doesn’t read', async () => {
    const log = createEventLog()
    const messages = await createStreams({ log, gatherMs: 5, heartbeatMs: 10 }).read()
    await jest.advanceTimersByTimeAsync(1000)
    await messages.next()
    expect(await messages.next()).toEqual({ comment: 'still here' })
    log.add(record('a'))
    await jest.advanceTimersByTimeAsync(5)
    expect(await messages.next()).toMatchObject({ data: { id: 'a' } })
    await jest.advanceTimersByTimeAsync(5)
    expect(await messages.next()).toEqual({ comment: 'still here' })
    await messages.cancel()
  })
})
