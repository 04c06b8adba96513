// Faults that cut a connection or delay a request.
import { Hono } from 'hono'
import { until } from '../../../test/helpers/until.js'
import { applyFaults } from '../src/amplitude/faults/apply-faults.js'
import { createFaults } from '../src/amplitude/faults/faults.js'
import type { NodeServer } from '../src/server/listen.js'
import { activate, reports, sendEvent } from './helpers/faults.js'
import { createStage, storedEvents } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test.each([
  ['before', 0],
  ['after', 1],
] as const)('cuts the connection %s an upload is ingested', async (cut, stored) => {
  const sandbox = await stage.start()
  await activate(sandbox, { cut, times: 1 })
  await expect(sendEvent(sandbox)).rejects.toThrow('fetch failed')
  expect(await storedEvents(sandbox)).toHaveLength(stored)
  expect(await sendEvent(sandbox)).toMatchObject({ status: 200 })
  expect(await reports(sandbox)).toMatchObject([{ hits: 1 }])
})

test('cuts the connection halfway through the answer to an ingested upload', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { cut: 'halfway' })
  const response = await fetch(`${sandbox.url}/amplitude/identify`, { method: 'POST' })
  expect(response.status).toBe(400)
  const whole = Number(response.headers.get('content-length'))
  let received = 0
  const read = async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) received += chunk.length
  }
  await expect(read()).rejects.toThrow('terminated')
  expect(received).toBe(Math.floor(whole / 2))

  await expect(sendEvent(sandbox)).rejects.toThrow('terminated')
  expect(await storedEvents(sandbox)).toHaveLength(1)
})

test('cuts the connection halfway through a fault’s own answer, and ingests nothing', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { cut: 'halfway', status: 500 })
  await expect(sendEvent(sandbox)).rejects.toThrow('terminated')
  expect(await storedEvents(sandbox)).toEqual([])
})

test('delays a request before anything else happens', async () => {
  const faults = createFaults()
  faults.add({ delayMs: 3000 })
  const done: unknown[] = []
  const wait = (ms: number) => {
    done.push(ms)
    return Promise.resolve()
  }
  const app = new Hono<NodeServer>().post('/', applyFaults({ faults, path: 'batch', wait }), (context) => {
    done.push('ingested')
    return context.text('success')
  })
  const response = await app.request('/', { method: 'POST' })
  expect([response.status, ...done]).toEqual([200, 3000, 'ingested'])
})

test('ends a delay when the sandbox closes', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { delayMs: 600_000 })
  const sent = sendEvent(sandbox).catch(() => 'cut off')
  await until(async () => (await reports(sandbox))[0]?.hits === 1)
  await sandbox.close()
  await sent
  // The request continues at once, although nobody waits for its answer.
  const user = await until(() => sandbox.user('device-1'))
  expect(user.deviceIds).toEqual(['device-1'])
})
