// Which requests a fault affects, and how often.
import { createFaults } from '../src/amplitude/faults/faults.js'
import { activate, reports, sendEvent } from './helpers/faults.js'
import {
  createStage,
  getJson,
  impression,
  ownerHeaders,
  post,
  statusOf,
  storedEvents,
} from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test.each([
  ['httpapi', '2/httpapi'],
  ['batch', 'batch'],
  ['identify', 'identify'],
  ['deletions', 'api/2/deletions/users'],
])('affects only %s if the fault names it', async (path, address) => {
  const sandbox = await stage.start()
  await activate(sandbox, { status: 502, path })
  const paths = ['2/httpapi', 'batch', 'identify', 'api/2/deletions/users']
  for (const one of paths) {
    const { status } = await fetch(`${sandbox.url}/amplitude/${one}`, { method: 'POST', body: '{}' })
    expect([one, status === 502]).toEqual([one, one === address])
  }
})

test('affects GET requests too', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { status: 502, path: 'usersearch' })
  const search = `${sandbox.url}/amplitude/api/2/usersearch?user=a`
  expect((await getJson(search, ownerHeaders())).status).toBe(502)
})

test('ends with DELETE /api/faults', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { status: 500 })
  const { status } = await fetch(`${sandbox.url}/api/faults`, { method: 'DELETE' })
  expect(status).toBe(204)
  expect(await reports(sandbox)).toEqual([])
  expect(await sendEvent(sandbox)).toMatchObject({ status: 200 })
})

test('ends with DELETE /api/faults/:id, and leaves the others on', async () => {
  const sandbox = await stage.start()
  for (const status of [500, 502, 503]) await activate(sandbox, { status })
  const remove = (id: string) => statusOf(`${sandbox.url}/api/faults/${id}`, { method: 'DELETE' })
  expect(await remove('2')).toBe(204)
  expect((await reports(sandbox)).map(({ id }) => id)).toEqual([1, 3])
  // Nobody else's fault gets the id of one that was removed.
  await activate(sandbox, { status: 504 })
  expect((await reports(sandbox)).map(({ id }) => id)).toEqual([1, 3, 4])
  expect([await remove('2'), await remove('x'), await remove('1e0')]).toEqual([404, 404, 404])
  expect(await reports(sandbox)).toHaveLength(3)
})

test('makes the destination retry, without storing anything twice', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { cut: 'after', times: 1 })
  await activate(sandbox, { status: 500, times: 1 })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([
    { attempts: [{ outcome: 'retry' }, { outcome: 'retry' }, { outcome: 'accepted' }] },
  ])
  expect(await storedEvents(sandbox)).toHaveLength(1)
})

describe(createFaults, () => {
  const target = { path: 'batch', devices: new Set<string>() } as const

  test('affects every n-th request, up to its number of hits', () => {
    const faults = createFaults()
    faults.add({ status: 500, every: 3, times: 2 })
    const hit = Array.from({ length: 12 }, () => faults.hit(target) !== undefined)
    expect(hit.flatMap((one, index) => (one ? [index + 1] : []))).toEqual([3, 6])
    expect(faults.all()).toMatchObject([{ requests: 6, hits: 2 }])
  })

  test('tries the faults in order, and applies at most one to a request', () => {
    const faults = createFaults()
    faults.add({ status: 500, times: 1 })
    faults.add({ status: 502, path: 'httpapi' })
    faults.add({ status: 503, every: 2 })
    faults.add({ status: 504 })
    const hit = Array.from({ length: 4 }, () => faults.hit(target)?.status)
    expect(hit).toEqual([500, 504, 503, 504])
    expect(faults.all().map(({ id, requests, hits }) => [id, requests, hits])).toEqual([
      [1, 1, 1],
      [2, 0, 0],
      [3, 3, 1],
      [4, 2, 2],
    ])
  })
})
