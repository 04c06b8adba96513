import { createStage, getJson, impression, post, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const byteSize = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
const many = Array.from({ length: 200 }, (_, index) => index)
/** Segment's maximum size. */
const large = (index: number) =>
  impression(
    { messageId: `message-${String(index)}`, anonymousId: `device-${String(index)}` },
    { text: `${String(index)} ${'x'.repeat(30_000)}` },
  )

async function forgottenRecords(url: string): Promise<unknown> {
  return ((await getJson(`${url}/api/status`)).body as Record<string, unknown>)['forgottenRecords']
}

test('keeps the latest records and stored events within their bytes', async () => {
  const bytes = 300_000
  const sandbox = await stage.start({
    retention: { events: { count: 1000, bytes }, stored: { count: 1000, bytes } },
  })
  for (const index of many) await post(`${sandbox.url}/v1/t`, large(index))
  await sandbox.settled()

  const { body: events } = await getJson(`${sandbox.url}/api/events`)
  expect(events).toEqual(sandbox.events())
  expect(byteSize(events)).toBeLessThanOrEqual(bytes)
  expect(sandbox.events().at(-1)).toMatchObject({ id: 'message-199', outcome: 'accepted', storage: 'stored' })
  expect(await forgottenRecords(sandbox.url)).toBe(200 - sandbox.events().length)

  const stored = await storedEvents(sandbox)
  expect(byteSize(stored)).toBeLessThanOrEqual(bytes)
  expect(stored.at(-1)?.event).toMatchObject({ device_id: 'device-199' })
})

test('keeps the latest records and people within their counts', async () => {
  const sandbox = await stage.start({
    retention: { events: { count: 3, bytes: 1e9 }, people: { count: 2, bytes: 1e9 } },
  })
  for (const index of many.slice(0, 5)) await post(`${sandbox.url}/v1/t`, large(index))
  await sandbox.settled()
  expect(sandbox.events().map(({ id }) => id)).toEqual(['message-2', 'message-3', 'message-4'])
  expect(many.slice(0, 5).map((index) => sandbox.user(`device-${String(index)}`) !== undefined)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})

test('keeps people within their bytes, and limits each person’s properties', async () => {
  const sandbox = await stage.start({ retention: { people: { count: 1000, bytes: 3_000_000 } } })
  const properties = (from: number) =>
    Object.fromEntries(many.map((index) => [`property ${String(from + index)}`, 'x'.repeat(1000)]))
  for (let from = 0; from < 2000; from += 200)
    await upload(sandbox, [{ event_type: '$identify', user_id: 'user-1', user_properties: properties(from) }])
  const one = sandbox.user('user-1')?.userProperties ?? {}
  expect(Object.keys(one)).toHaveLength(800)

  for (const index of many.slice(0, 20))
    await upload(sandbox, [
      { event_type: '$identify', user_id: `other-${String(index)}`, user_properties: properties(0) },
    ])
  expect(sandbox.user('user-1')).toBeUndefined()
  const others = many.flatMap((index) => sandbox.user(`other-${String(index)}`)?.userProperties ?? [])
  expect(others.length).toBeGreaterThan(5)
  expect(byteSize(others)).toBeLessThanOrEqual(3_000_000)
})

test('records the changed properties of a person who has many, and the number of the others', async () => {
  const sandbox = await stage.start()
  const user_properties = Object.fromEntries(many.map((index) => [`property ${String(index)}`, index]))
  await upload(sandbox, [{ event_type: '$identify', device_id: 'device-1', user_properties }])
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  const around = sandbox.events()[0]?.userProperties
  expect(around).toMatchObject({ after: { '[Experiment] hero': 'treatment' }, omitted: 101 })
  expect(Object.keys(around?.before ?? {})).toHaveLength(99)
})

test('answers 429 while too many events wait, and accepts them once there is room', async () => {
  let answer: (status: number) => void = () => undefined
  const answered = new Promise<number>((resolve) => (answer = resolve))
  const { endpoints } = await stage.startAmplitudeThat(() => answered)
  const sandbox = await stage.start({ endpoints, retention: { waiting: { count: 2, bytes: 1e9 } } })
  for (const index of [0, 1]) expect((await post(`${sandbox.url}/v1/t`, large(index))).status).toBe(200)

  const refused = await fetch(`${sandbox.url}/v1/t`, { method: 'POST', body: JSON.stringify(large(2)) })
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    429,
    '1',
    { success: false, message: 'too many events are waiting for delivery' },
  ])

  answer(200)
  await sandbox.settled()
  expect((await post(`${sandbox.url}/v1/t`, large(2))).status).toBe(200)
  await sandbox.settled()
  expect(sandbox.events().map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
})

test('answers 429 while too many bytes wait', async () => {
  let answer: (status: number) => void = () => undefined
  const answered = new Promise<number>((resolve) => (answer = resolve))
  const { endpoints } = await stage.startAmplitudeThat(() => answered)
  const sandbox = await stage.start({ endpoints, retention: { waiting: { count: 1000, bytes: 50_000 } } })
  const statuses: number[] = []
  for (const index of [0, 1, 2]) statuses.push((await post(`${sandbox.url}/v1/t`, large(index))).status)
  expect(statuses).toEqual([200, 200, 429])
  answer(200)
  await sandbox.settled()
})
