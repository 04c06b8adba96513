import { createStoredEvents, type StoredEvent } from '../src/amplitude/stored-events.js'
import { createStage, impression, post, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('lists the stored events, each once, newest last', async () => {
  let now = 1000
  const sandbox = await stage.start({ now: () => now })
  const first = { event_type: 'Seen', user_id: 'user-1', device_id: 'laptop', insert_id: 'a' }
  await upload(sandbox, [first, first])
  now = 2000
  await upload(sandbox, [first, { event_type: 'Left', device_id: 'laptop', time: 5 }], { api: 'batch' })
  const amplitude_id = sandbox.user('user-1')?.amplitudeId

  expect(await storedEvents(sandbox)).toEqual([
    { event: { ...first, time: 1000 }, amplitude_id, server_received_time: 1000, api: 'httpapi' },
    {
      event: { event_type: 'Left', device_id: 'laptop', time: 5 },
      amplitude_id,
      server_received_time: 2000,
      api: 'batch',
    },
  ])
})

test('an event without a time gets the time of its upload', async () => {
  const sandbox = await stage.start({ now: () => 1234 })
  await upload(sandbox, [{ event_type: 'Seen', device_id: 'laptop', time: null }])
  expect(await storedEvents(sandbox)).toMatchObject([{ event: { time: 1234 } }])
})

test('stores impressions in their post-transformation form', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  expect(await storedEvents(sandbox)).toMatchObject([
    { event: { event_type: '[Experiment] Impression', insert_id: 'message-1' } },
  ])
})

// Amplitude tracks at most 5 group types and 10 group values per event.
const list = (count: number) => Array.from({ length: count }, (_, index) => `v${String(index)}`)
test.each<[string, unknown, unknown]>([
  ['few', { team: '1', company: ['a', 'b'] }, { team: '1', company: ['a', 'b'] }],
  ['6 types', { a: '1', b: '1', c: '1', d: '1', e: '1', f: '1' }, { a: '1', b: '1', c: '1', d: '1', e: '1' }],
  ['11 values of one type', { a: list(11) }, { a: list(10) }],
  [
    '11 values of three types',
    { a: list(4), b: list(5), c: ['x', 'y'] },
    { a: list(4), b: list(5), c: ['x'] },
  ],
  ['a type beyond the maximum of values', { a: list(10), b: '1' }, { a: list(10) }],
  ['a value that isn’t an object', 'team', 'team'],
])('keeps the tracked groups: %s', async (_, groups, kept) => {
  const sandbox = await stage.start()
  await upload(sandbox, [{ event_type: 'Seen', device_id: 'laptop', groups }])
  expect((await storedEvents(sandbox))[0]?.event['groups']).toEqual(kept)
})

describe(createStoredEvents, () => {
  const stored = (name: string, amplitude_id = 1): StoredEvent => ({
    event: { event_type: name },
    amplitude_id,
    server_received_time: 0,
    api: 'batch',
  })

  test('keeps the latest and forgets the oldest', () => {
    const events = createStoredEvents({ count: 2, bytes: 1e6 })
    for (const name of ['a', 'b', 'c']) events.add(stored(name))
    expect(events.all().map(({ event }) => event['event_type'])).toEqual(['b', 'c'])
  })

  test('keeps 100,000', () => {
    const events = createStoredEvents()
    for (let count = 0; count < 100_001; count += 1) events.add(stored('a'))
    expect(events.all()).toHaveLength(100_000)
  })

  test('forgets people', () => {
    const events = createStoredEvents()
    for (const amplitudeId of [1, 2, 3]) events.add(stored('a', amplitudeId))
    events.forget(new Set([1, 3]))
    expect(events.all().map(({ amplitude_id }) => amplitude_id)).toEqual([2])
  })
})
