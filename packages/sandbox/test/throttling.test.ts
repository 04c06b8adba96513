// Amplitude's limits per person, and its answers above them.
import { documentedLimits, type IngestionLimits } from '../src/amplitude/ingestion/limits.js'
import { createIngestion } from '../src/amplitude/ingestion/ingestion.js'
import { createStage, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const event = (over: object = {}) => ({ event_type: 'Seen', device_id: 'device-1', ...over })
const events = (count: number, over: object = {}) => Array.from({ length: count }, () => event(over))

/** An ingestion with a clock that the test sets, in seconds. */
function createClocked(limits?: Partial<IngestionLimits>) {
  const clock = { seconds: 0 }
  const stored: unknown[] = []
  const ingestion = createIngestion({
    apiKey: 'key',
    onStored: (one) => stored.push(one),
    now: () => clock.seconds * 1000,
    limits,
  })
  const send = (api: 'httpapi' | 'batch', sent: readonly object[]) =>
    ingestion.upload(api, JSON.stringify({ api_key: 'key', events: sent }))
  return { clock, stored, ingestion, send }
}

test('the default limits are the documented ones', () => {
  expect(documentedLimits).toEqual({
    eventsPerSecond: { httpapi: 30, batch: 1000, identify: 30 },
    averageSeconds: 30,
    eventsPerDay: 500_000,
    propertyUpdatesPerHour: 1800,
  })
})

test('HTTP V2 accepts 900 events of a device in 30 s and refuses the whole next upload', async () => {
  let now = 0
  const sandbox = await stage.start({ now: () => now })
  expect(await upload(sandbox, events(900))).toMatchObject({ status: 200 })
  expect(await upload(sandbox, [event({ device_id: 'device-2' }), event()])).toEqual({
    status: 429,
    body: {
      code: 429,
      error: 'Too many requests for some devices and users',
      eps_threshold: 30,
      throttled_devices: { 'device-1': 31 },
      throttled_users: {},
      throttled_events: [1],
    },
  })
  expect(await storedEvents(sandbox)).toHaveLength(900)
  now = 29_999
  expect(await upload(sandbox, [event()])).toMatchObject({ status: 429 })
  now = 30_000
  expect(await upload(sandbox, [event()])).toMatchObject({ status: 200 })
})

test('Batch accepts 30,000 events of a user in 30 s', () => {
  const { clock, send } = createClocked()
  for (let second = 0; second < 15; second += 1) {
    clock.seconds = second
    expect(send('batch', events(2000, { device_id: undefined, user_id: 'user-1' })).status).toBe(200)
  }
  expect(send('batch', events(1, { user_id: 'user-1' }))).toMatchObject({
    status: 429,
    body: {
      eps_threshold: 1000,
      throttled_users: { 'user-1': 1001 },
      throttled_devices: {},
      throttled_events: [0],
    },
  })
})

test('the rate is an average: a burst passes, and so does a steady stream below the limit', () => {
  const { clock, send } = createClocked({ averageSeconds: 3 })
  expect(send('httpapi', events(90)).status).toBe(200)
  clock.seconds = 2
  expect(send('httpapi', events(1)).status).toBe(429)
  for (clock.seconds = 3; clock.seconds < 60; clock.seconds += 1)
    expect(send('httpapi', events(30)).status).toBe(200)
  expect(send('httpapi', events(31)).status).toBe(429)
})

test.each([
  ['user', { user_id: 'user-1', device_id: undefined }, { throttled_users: { 'user-1': 31 } }],
  ['device', {}, { throttled_devices: { 'device-1': 31 } }],
])('a throttled %s doesn’t affect others', (_, ids, named) => {
  const { send } = createClocked({ averageSeconds: 1 })
  expect(send('httpapi', events(30, ids)).status).toBe(200)
  expect(send('httpapi', [event(ids)])).toMatchObject({ status: 429, body: named })
  expect(send('httpapi', [event({ device_id: 'device-2' })]).status).toBe(200)
})

test('a user on two devices at once is throttled on both (docs, "Identify API")', () => {
  const { send } = createClocked({ averageSeconds: 1 })
  expect(send('httpapi', events(30, { user_id: 'user-1' })).status).toBe(200)
  expect(send('httpapi', [event({ user_id: 'user-1', device_id: 'device-2' })])).toMatchObject({
    status: 429,
    body: { throttled_users: { 'user-1': 31 }, throttled_devices: {}, throttled_events: [0] },
  })
})

test('refused events don’t count, so a retry can succeed', () => {
  const { clock, send } = createClocked({ averageSeconds: 1 })
  for (let tries = 0; tries < 5; tries += 1) expect(send('httpapi', events(31)).status).toBe(429)
  expect(send('httpapi', events(30)).status).toBe(200)
  clock.seconds = 1
  expect(send('httpapi', events(30)).status).toBe(200)
})

test('an id like __proto__ is throttled like any other', () => {
  const { send } = createClocked({ averageSeconds: 1 })
  const { body } = send('httpapi', events(31, { device_id: '__proto__' }))
  expect(JSON.stringify(body)).toContain('"throttled_devices":{"__proto__":31}')
})

test('an invalid upload is refused before it is throttled', () => {
  const { send } = createClocked({ averageSeconds: 1 })
  expect(send('httpapi', events(31, { time: 'soon' })).status).toBe(400)
})

describe('the daily quota of Batch', () => {
  const limits = { eventsPerDay: 100 }

  test('names users and devices beyond it, with their number of events', () => {
    const { send } = createClocked(limits)
    expect(send('batch', events(100, { user_id: 'user-1' })).status).toBe(200)
    expect(send('batch', [event({ device_id: 'device-2' }), event({ user_id: 'user-1' })])).toEqual({
      status: 429,
      body: {
        code: 429,
        error: 'Too many requests for some devices and users',
        eps_threshold: 1000,
        throttled_devices: {},
        throttled_users: {},
        exceeded_daily_quota_users: { 'user-1': 101 },
        exceeded_daily_quota_devices: { 'device-1': 101 },
        throttled_events: [],
      },
    })
  })

  test('covers 24 hours, which move hour by hour', () => {
    const { clock, send } = createClocked(limits)
    const hour = 3600
    clock.seconds = 0.5 * hour
    expect(send('batch', events(60)).status).toBe(200)
    clock.seconds = 1.5 * hour
    expect(send('batch', events(40)).status).toBe(200)
    clock.seconds = 24 * hour - 1
    expect(send('batch', events(1)).status).toBe(429)
    clock.seconds = 24 * hour
    expect(send('batch', events(61)).status).toBe(429)
    expect(send('batch', events(60)).status).toBe(200)
  })

  test('doesn’t apply to HTTP V2', () => {
    const { send } = createClocked(limits)
    expect(send('httpapi', events(101)).status).toBe(200)
  })
})

describe('user-property updates', () => {
  const counting = { user_properties: { $add: { count: 1 } } }

  test('are dropped silently above 1800 per hour, while events are stored', () => {
    const { clock, stored, ingestion, send } = createClocked()
    const count = () => ingestion.people.find('device-1')?.properties.get('count')
    const another = (over: object) => send('batch', [event(over)])
    expect(send('batch', events(1799, counting)).status).toBe(200)
    another({}) // without properties: no update
    another({ user_properties: {} })
    another({ user_properties: { $add: { count: 10 } }, $skip_user_properties_sync: true })
    another(counting)
    expect(count()).toBe(1800)

    expect(another(counting)).toMatchObject({ status: 200, body: { events_ingested: 1 } })
    expect(count()).toBe(1800)
    expect(stored).toHaveLength(1804)
    clock.seconds = 3599
    another(counting)
    expect(count()).toBe(1800)
    clock.seconds = 3600
    another(counting)
    expect(count()).toBe(1801)
  })

  test('are counted per person', () => {
    const { ingestion, send } = createClocked({ propertyUpdatesPerHour: 1 })
    send('httpapi', [event(counting), event(counting), event({ ...counting, device_id: 'device-2' })])
    expect(ingestion.people.find('device-1')?.properties.get('count')).toBe(1)
    expect(ingestion.people.find('device-2')?.properties.get('count')).toBe(1)
  })
})

test('a sandbox can have other limits', async () => {
  const sandbox = await stage.start({ limits: { averageSeconds: 1 }, now: () => 0 })
  expect(await upload(sandbox, events(31))).toMatchObject({ status: 429 })
})
