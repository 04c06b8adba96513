// Batches like Segment's, through the real framework to the sandbox's Amplitude.
import { createStage, impression, post, storedEvents, subscriptionsWith } from './helpers/sandboxes.js'
import type { EventRecord, Sandbox } from '../src/index.js'

const stage = createStage()
afterEach(() => stage.close())

const call = (id: string, person: string, properties: object = {}) =>
  impression({ messageId: id, anonymousId: person }, properties)

/** Posts calls to Segment at the same time. */
async function receive(sandbox: Sandbox, calls: readonly object[]): Promise<void> {
  await Promise.all(
    Array.from({ length: Math.ceil(calls.length / 250) }, (_, index) =>
      post(`${sandbox.url}/v1/b`, { batch: calls.slice(index * 250, (index + 1) * 250) }),
    ),
  )
}

/** Counts the requests to the sandbox's Amplitude, with a fault that has no effect. */
async function countRequests(sandbox: Sandbox): Promise<() => Promise<number>> {
  const faults = `${sandbox.url}/api/faults`
  await post(faults, { delayMs: 1, path: 'httpapi' }, { 'content-type': 'application/json' })
  return async () => {
    const [fault] = (await (await fetch(faults)).json()) as { readonly requests: number }[]
    return Number(fault?.requests)
  }
}

const batchOf = ({ attempts }: EventRecord) => attempts.at(-1)?.batch

test('delivers 5,000 events of 5,000 people in a few uploads, each at the first try', async () => {
  const sandbox = await stage.start()
  const requests = await countRequests(sandbox)
  await receive(
    sandbox,
    Array.from({ length: 5000 }, (_, index) => call(`m-${String(index)}`, `person-${String(index)}`)),
  )
  await sandbox.settled()

  expect(await requests()).toBeLessThanOrEqual(20)
  const records = sandbox.events()
  expect(records).toHaveLength(5000)
  for (const { outcome, attempts, storage } of records)
    expect([outcome, attempts.length, storage]).toEqual(['accepted', 1, 'stored'])
}, 120_000)

test('delivers one by one, a few at a time, if the mapping turns batching off', async () => {
  const sandbox = await stage.start({ subscriptions: subscriptionsWith({ enable_batching: false }) })
  const requests = await countRequests(sandbox)
  await receive(
    sandbox,
    Array.from({ length: 40 }, (_, index) => call(`m-${String(index)}`, `person-${String(index)}`)),
  )
  await sandbox.settled()
  expect(await requests()).toBe(40)
  for (const record of sandbox.events()) {
    expect(record).toMatchObject({ outcome: 'accepted', attempts: [{ outcome: 'accepted' }] })
    expect(batchOf(record)).toBeUndefined()
  }
})

test('records each event’s place in its batch, and the effect of another event’s refusal', async () => {
  const sandbox = await stage.start()
  await post(
    `${sandbox.url}/api/faults`,
    { silencedDevices: ['person-b'] },
    { 'content-type': 'application/json' },
  )
  await receive(sandbox, [call('a', 'person-a'), call('b', 'person-b'), call('c', 'person-c')])
  await sandbox.settled()

  const batch = { number: 1, size: 3 }
  const sentAgain =
    'Amplitude refused 1 other event of this batch. This one was sent again without it and accepted.'
  const accepted = { outcome: 'accepted', reason: sentAgain, exchange: { answer: { status: 200 } } }
  expect(sandbox.events()).toMatchObject([
    { id: 'a', storage: 'stored', attempts: [{ ...accepted, batch: { ...batch, place: 1, refused: 1 } }] },
    {
      id: 'b',
      outcome: 'rejected',
      storage: null,
      post: { device_id: 'person-b' },
      attempts: [
        {
          outcome: 'rejected',
          reason: expect.stringContaining('silenced') as string,
          exchange: { answer: { status: 400 } },
          batch: { ...batch, place: 2, refused: 0 },
        },
      ],
    },
    { id: 'c', storage: 'stored', attempts: [{ ...accepted, batch: { ...batch, place: 3, refused: 1 } }] },
  ])
})

test('records only the event itself of a batch’s request, and cuts the lists of an answer', async () => {
  const sandbox = await stage.start()
  const people = Array.from({ length: 30 }, (_, index) => `person-${String(index)}`)
  await post(`${sandbox.url}/api/faults`, { silencedDevices: people }, { 'content-type': 'application/json' })
  await receive(
    sandbox,
    people.map((person) => call(`of-${person}`, person)),
  )
  await sandbox.settled()

  const [first] = sandbox.events()
  const exchange = first?.attempts[0]?.exchange
  expect(exchange?.request['body']).toEqual({ events: [first?.post] })
  const { silenced_events: listed } = exchange?.answer['body'] as { silenced_events: unknown[] }
  expect(listed).toHaveLength(21)
  expect(listed.slice(-2)).toEqual([19, '… and 10 more'])
})

test('delivers the rest of a batch if the framework refuses one event', async () => {
  const sandbox = await stage.start()
  await receive(sandbox, [call('a', 'person-a', { flag_key: undefined }), call('b', 'person-b')])
  await sandbox.settled()

  expect(sandbox.events()).toMatchObject([
    {
      outcome: 'rejected',
      post: null,
      storage: null,
      attempts: [
        {
          reason: expect.stringContaining('flag_key') as string,
          batch: { number: 1, place: 1, size: 2, refused: 0 },
        },
      ],
    },
    {
      outcome: 'accepted',
      storage: 'stored',
      attempts: [{ batch: { number: 1, place: 2, size: 2, refused: 1 } }],
    },
  ])
  // It was sent once, so no reason is needed.
  expect(sandbox.events()[1]?.attempts[0]).not.toHaveProperty('reason')
})

test('retries only the throttled person’s events, in order', async () => {
  let now = Date.parse('2026-11-23T12:00:00.000Z')
  const sandbox = await stage.start({
    now: () => now,
    limits: { eventsPerSecond: { httpapi: 3, batch: 3, identify: 3 }, averageSeconds: 1 },
    onRetry: () => {
      now += 2000
    },
  })
  const variants = ['control', 'treatment', 'off', 'control', 'last']
  const calls = variants.map((variant, index) => call(`a-${String(index)}`, 'person-a', { variant }))
  await receive(sandbox, [...calls.slice(0, 3), call('b', 'person-b')])
  await sandbox.settled()
  await receive(sandbox, [...calls.slice(3), call('c', 'person-c')])
  await sandbox.settled()

  const tries = sandbox.events().map(({ id, attempts }) => [id, attempts.map(({ outcome }) => outcome)])
  expect(Object.fromEntries(tries)).toEqual({
    ...{ 'a-0': ['accepted'], 'a-1': ['accepted'], 'a-2': ['accepted'], b: ['accepted'] },
    ...{ 'a-3': ['retry', 'accepted'], 'a-4': ['retry', 'accepted'], c: ['accepted'] },
  })
  const stored = (await storedEvents(sandbox)).map(({ event }) => event['insert_id'])
  expect(stored).toEqual(['a-0', 'a-1', 'a-2', 'b', 'c', 'a-3', 'a-4'])
  expect(sandbox.user('person-a')?.userProperties).toEqual({ '[Experiment] hero': 'last' })
})

test('batches only events with equal batch keys', async () => {
  const subscriptions = subscriptionsWith({ batch_keys: ['flag_key'] })
  const sandbox = await stage.start({ subscriptions })
  await receive(sandbox, [
    call('a', 'person-a', { flag_key: 'hero' }),
    call('b', 'person-b', { flag_key: 'price' }),
    call('c', 'person-c', { flag_key: 'hero' }),
  ])
  await sandbox.settled()
  expect(sandbox.events().map(batchOf)).toMatchObject([
    { number: 1, place: 1, size: 2 },
    { number: 2, place: 1, size: 1 },
    { number: 1, place: 2, size: 2 },
  ])
})
