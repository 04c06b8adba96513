// What goes wrong with the real Amplitude, on demand (5xx, cut connections, silenced devices, 403 of a firewall).
import { Hono } from 'hono'
import { until } from '../../../test/helpers/until.js'
import { createFaults } from '../src/amplitude/faults/faults.js'
import { strike, type NodeServer } from '../src/amplitude/faults/apply-faults.js'
import type { FaultReport, Sandbox } from '../src/index.js'
import {
  createStage,
  getJson,
  impression,
  ownerHeaders,
  post,
  statusOf,
  storedEvents,
  upload,
} from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const json = { 'content-type': 'application/json' }
const switchOn = (sandbox: Sandbox, fault: unknown) => post(`${sandbox.url}/api/faults`, fault, json)
const reports = async (sandbox: Sandbox) => (await getJson(`${sandbox.url}/api/faults`)).body as FaultReport[]
const send = (sandbox: Sandbox, over: object = {}, more: Record<string, unknown> = {}) =>
  upload(sandbox, [{ event_type: 'Seen', device_id: 'device-1', ...over }], more)

test('answers another status, and ingests nothing', async () => {
  const sandbox = await stage.start()
  expect(await switchOn(sandbox, { status: 503, times: 2 })).toEqual({
    status: 201,
    body: { id: 1, status: 503, times: 2, requests: 0, strikes: 0 },
  })
  const failure = { status: 503, body: { code: 503, error: 'Service Unavailable' } }
  expect(await send(sandbox)).toEqual(failure)
  expect(await send(sandbox)).toEqual(failure)
  expect(await storedEvents(sandbox)).toEqual([])
  expect(await send(sandbox)).toMatchObject({ status: 200 })
  expect(await reports(sandbox)).toEqual([{ id: 1, status: 503, times: 2, requests: 2, strikes: 2 }])
})

test.each([
  [
    'JSON',
    { status: 429, body: { code: 429, error: 'x' } },
    429,
    'application/json',
    '{"code":429,"error":"x"}',
  ],
  ['a text', { status: 403, body: '<p>Forbidden</p>' }, 403, 'text/plain', '<p>Forbidden</p>'],
  ['a body alone', { body: { code: 200 } }, 200, 'application/json', '{"code":200}'],
  ['null', { body: null }, 200, 'application/json', 'null'],
  ['a status that is no failure', { status: 202 }, 202, 'application/json', '{}'],
  ['a status without a name', { status: 599 }, 599, 'application/json', '{"code":599,"error":"Fault"}'],
])('answers %s', async (_, fault, status, type, text) => {
  const sandbox = await stage.start()
  await switchOn(sandbox, fault)
  const response = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(new RegExp(`^${type}`))
  expect(await response.text()).toBe(text)
})

test('answers a status that has no body', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { status: 204 })
  const response = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body: '{}' })
  expect([response.status, await response.text()]).toEqual([204, ''])
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('cuts the connection %s an upload is ingested', async (cut, stored) => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { cut, times: 1 })
  await expect(send(sandbox)).rejects.toThrow('fetch failed')
  expect(await storedEvents(sandbox)).toHaveLength(stored)
  expect(await send(sandbox)).toMatchObject({ status: 200 })
  expect(await reports(sandbox)).toMatchObject([{ strikes: 1 }])
})

test('cuts the connection halfway through the answer to an upload that is ingested', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { cut: 'halfway' })
  const response = await fetch(`${sandbox.url}/amplitude/identify`, { method: 'POST' })
  expect(response.status).toBe(400)
  const whole = Number(response.headers.get('content-length'))
  let received = 0
  const read = async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) received += chunk.length
  }
  await expect(read()).rejects.toThrow('terminated')
  expect(received).toBe(Math.floor(whole / 2))

  await expect(send(sandbox)).rejects.toThrow('terminated')
  expect(await storedEvents(sandbox)).toHaveLength(1)
})

test('cuts the connection halfway through an answer of its own, to an upload that is not ingested', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { cut: 'halfway', status: 500 })
  await expect(send(sandbox)).rejects.toThrow('terminated')
  expect(await storedEvents(sandbox)).toEqual([])
})

test('waits before it goes on', async () => {
  const faults = createFaults()
  faults.add({ delayMs: 3000 })
  const done: unknown[] = []
  const wait = (ms: number) => {
    done.push(ms)
    return Promise.resolve()
  }
  const app = new Hono<NodeServer>().post('/', strike({ faults, path: 'batch', wait }), (context) => {
    done.push('ingested')
    return context.text('success')
  })
  const response = await app.request('/', { method: 'POST' })
  expect([response.status, ...done]).toEqual([200, 3000, 'ingested'])
})

test('does not wait any more when the sandbox is closed', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { delayMs: 600_000 })
  const sent = send(sandbox).catch(() => 'cut off')
  await until(async () => (await reports(sandbox))[0]?.strikes === 1)
  await sandbox.close()
  await sent
  // The request goes on at once, though nobody is there any more to be answered.
  const user = await until(() => sandbox.user('device-1'))
  expect(user.deviceIds).toEqual(['device-1'])
})

test.each([
  ['httpapi', '2/httpapi'],
  ['batch', 'batch'],
  ['identify', 'identify'],
  ['deletions', 'api/2/deletions/users'],
])('strikes %s alone where it is for that', async (path, address) => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { status: 502, path })
  const paths = ['2/httpapi', 'batch', 'identify', 'api/2/deletions/users']
  for (const one of paths) {
    const { status } = await fetch(`${sandbox.url}/amplitude/${one}`, { method: 'POST', body: '{}' })
    expect([one, status === 502]).toEqual([one, one === address])
  }
})

test('strikes what is read, too', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { status: 502, path: 'usersearch' })
  const search = `${sandbox.url}/amplitude/api/2/usersearch?user=a`
  expect((await getJson(search, ownerHeaders())).status).toBe(502)
})

test('is switched off again', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { status: 500 })
  const { status } = await fetch(`${sandbox.url}/api/faults`, { method: 'DELETE' })
  expect(status).toBe(204)
  expect(await reports(sandbox)).toEqual([])
  expect(await send(sandbox)).toMatchObject({ status: 200 })
})

test('lets the destination try again, and nothing is stored twice', async () => {
  const sandbox = await stage.start()
  await switchOn(sandbox, { cut: 'after', times: 1 })
  await switchOn(sandbox, { status: 500, times: 1 })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([
    { attempts: [{ outcome: 'retry' }, { outcome: 'retry' }, { outcome: 'accepted' }] },
  ])
  expect(await storedEvents(sandbox)).toHaveLength(1)
})

describe('silenced devices', () => {
  test('have their uploads refused as documented', async () => {
    const sandbox = await stage.start()
    await switchOn(sandbox, { silencedDevices: ['bad-1', 'bad-2'] })
    const devices = ['good-1', 'bad-2', 'bad-1', 'bad-2']
    expect(
      await upload(
        sandbox,
        devices.map((device_id) => ({ event_type: 'Seen', device_id })),
      ),
    ).toEqual({
      status: 400,
      body: {
        code: 400,
        error: 'Events silenced for device_id',
        eps_threshold: 100,
        exceeded_daily_quota_devices: {},
        silenced_devices: ['bad-2', 'bad-1'],
        silenced_events: [1, 2, 3],
        throttled_devices: {},
        throttled_events: [],
      },
    })
    expect(await storedEvents(sandbox)).toEqual([])
  })

  test('are nobody else’s concern', async () => {
    const sandbox = await stage.start()
    await switchOn(sandbox, { silencedDevices: ['bad-1'] })
    expect(await send(sandbox)).toMatchObject({ status: 200 })
    expect(await send(sandbox, { device_id: 7 })).toMatchObject({
      body: { error: 'Invalid field values on some events' },
    })
    for (const body of ['{', '{"events":{}}', '{"events":[1]}']) {
      const { status } = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body })
      expect(status).toBe(400)
    }
    const unzippable = { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'x' }
    expect(await statusOf(`${sandbox.url}/amplitude/batch`, unzippable)).toBe(400)
    expect(await reports(sandbox)).toMatchObject([{ requests: 0, strikes: 0 }])
  })
})

describe('POST /api/faults', () => {
  test.each<[string, unknown, string | null, string]>([
    ['no JSON', '{', null, 'The fault is no JSON object; expected an object with the fields of one fault.'],
    ['a list', [], null, 'The fault is no JSON object; expected an object with the fields of one fault.'],
    [
      'nothing to do',
      { times: 1 },
      null,
      'The fault does nothing; expected at least one of status, body, delayMs, cut, silencedDevices.',
    ],
    [
      'an unknown field',
      { stauts: 500 },
      'stauts',
      '“stauts” is no field of a fault; expected one of status, body, delayMs, cut, silencedDevices, every, times, path.',
    ],
    [
      'a field of all objects',
      { constructor: 1 },
      'constructor',
      '“constructor” is no field of a fault; expected one of status, body, delayMs, cut, silencedDevices, every, times, path.',
    ],
    [
      'a text for a status',
      { status: '500' },
      'status',
      '“status” is a text; expected a whole number from 200 to 599.',
    ],
    [
      'a status of 100',
      { status: 100 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    [
      'a status of 600',
      { status: 600 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    [
      'half a status',
      { status: 500.5 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    ['no status', { status: null }, 'status', '“status” is null; expected a whole number from 200 to 599.'],
    [
      'a long delay',
      { delayMs: 600_001 },
      'delayMs',
      '“delayMs” is out of range; expected a whole number from 0 to 600000.',
    ],
    [
      'an unknown cut',
      { cut: 'never' },
      'cut',
      '“cut” is none of them; expected one of before, after, halfway.',
    ],
    ['a list for a cut', { cut: [] }, 'cut', '“cut” is a list; expected one of before, after, halfway.'],
    [
      'an object for a cut',
      { cut: {} },
      'cut',
      '“cut” is an object; expected one of before, after, halfway.',
    ],
    [
      'no devices',
      { silencedDevices: [] },
      'silencedDevices',
      '“silencedDevices” is empty or holds something else; expected a list of device ids.',
    ],
    [
      'devices that are none',
      { silencedDevices: [1] },
      'silencedDevices',
      '“silencedDevices” is empty or holds something else; expected a list of device ids.',
    ],
    [
      'true for devices',
      { silencedDevices: true },
      'silencedDevices',
      '“silencedDevices” is a boolean; expected a list of device ids.',
    ],
    [
      'every 0',
      { cut: 'before', every: 0 },
      'every',
      '“every” is out of range; expected a whole number from 1 to 1000000.',
    ],
    [
      'times 0',
      { cut: 'before', times: 0 },
      'times',
      '“times” is out of range; expected a whole number from 1 to 1000000.',
    ],
    [
      'an unknown path',
      { status: 500, path: '/batch' },
      'path',
      '“path” is none of them; expected one of httpapi, batch, identify, usersearch, useractivity, deletions.',
    ],
    [
      'an answer and none',
      { status: 500, cut: 'after' },
      'cut',
      '“cut” lets no answer through, but the fault has one; expected halfway, or neither status nor body.',
    ],
    [
      'two answers',
      { body: 'x', silencedDevices: ['a'] },
      'silencedDevices',
      '“silencedDevices” has an answer of its own; expected neither status, body nor cut beside it.',
    ],
    [
      'silence where no events are',
      { path: 'identify', silencedDevices: ['a'] },
      'path',
      '“path” takes no events; expected httpapi or batch beside silencedDevices.',
    ],
  ])('refuses %s', async (_, fault, field, error) => {
    const sandbox = await stage.start()
    expect(await switchOn(sandbox, fault)).toMatchObject({ status: 400, body: { field, error } })
    expect(await reports(sandbox)).toEqual([])
  })

  test('takes JSON only, which no form of another page can send', async () => {
    const sandbox = await stage.start()
    expect(await post(`${sandbox.url}/api/faults`, { status: 500 })).toEqual({
      status: 415,
      body: { error: 'A fault is sent as JSON: expected content-type: application/json.' },
    })
    const untyped = { method: 'POST', body: new Uint8Array([123]) }
    expect(await statusOf(`${sandbox.url}/api/faults`, untyped)).toBe(415)
  })

  test('is closed to pages elsewhere', async () => {
    const sandbox = await stage.start()
    const headers = { ...json, origin: 'https://shop.example' }
    const response = await fetch(`${sandbox.url}/api/faults`, {
      method: 'POST',
      headers,
      body: '{"status":500}',
    })
    expect(response.status).toBe(403)
  })
})

describe(createFaults, () => {
  const target = { path: 'batch', devices: new Set<string>() } as const

  test('strikes every n-th request, so many times', () => {
    const faults = createFaults()
    faults.add({ status: 500, every: 3, times: 2 })
    const struck = Array.from({ length: 12 }, () => faults.strike(target) !== undefined)
    expect(struck.flatMap((one, index) => (one ? [index + 1] : []))).toEqual([3, 6])
    expect(faults.all()).toMatchObject([{ requests: 6, strikes: 2 }])
  })

  test('comes with the faults one after another, and at most one strikes a request', () => {
    const faults = createFaults()
    faults.add({ status: 500, times: 1 })
    faults.add({ status: 502, path: 'httpapi' })
    faults.add({ status: 503, every: 2 })
    faults.add({ status: 504 })
    const struck = Array.from({ length: 4 }, () => faults.strike(target)?.status)
    expect(struck).toEqual([500, 504, 503, 504])
    expect(faults.all().map(({ id, requests, strikes }) => [id, requests, strikes])).toEqual([
      [1, 1, 1],
      [2, 0, 0],
      [3, 3, 1],
      [4, 2, 2],
    ])
  })
})
