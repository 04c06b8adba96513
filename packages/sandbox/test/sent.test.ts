// What the record says that was sent, and what Amplitude did with it.
import {
  createStage,
  getJson,
  impression,
  post,
  storedEvents,
  subscriptionsWith,
} from './helpers/sandboxes.js'
import type { EventRecord, SandboxOptions } from '../src/index.js'

const stage = createStage()
afterEach(() => stage.close())

/** The record of one impression that went through a sandbox with these options. */
async function send(options: SandboxOptions = {}, over: object = {}, properties: object = {}) {
  const sandbox = await stage.start(options)
  await post(`${sandbox.url}/v1/t`, impression(over, properties))
  await sandbox.settled()
  const [record] = sandbox.events()
  return { sandbox, record: record as EventRecord }
}

describe.each([
  ['in batches', true],
  ['one by one', false],
])('%s', (_, enable_batching) => {
  const ways = { enable_batching }

  test('the post form is what Amplitude got, device details and partner included', async () => {
    const context = { os: { name: 'iOS', version: '18.1' }, locale: 'de-AT' }
    const options = { subscriptions: subscriptionsWith(ways), settings: { partnerId: 'partner-1' } }
    const { sandbox, record } = await send(options, { context })
    const [stored] = await storedEvents(sandbox)
    expect(record.post).toEqual(stored?.event)
    expect(record.post).toMatchObject({ partner_id: 'partner-1', os_name: 'iOS', insert_id: 'message-1' })
    expect(record.expected).not.toHaveProperty('partner_id')
    expect(record.post).toMatchObject({ ...record.expected })
    expect(record.subscription).toEqual({
      name: 'Track Impression',
      changed: enable_batching ? [] : [{ field: 'enable_batching', mapping: false, usual: true }],
    })
  })

  test('a wrong mapping shows', async () => {
    const mapping = { experiment_key: { '@path': '$.properties.experimentKey' }, ...ways }
    const { record } = await send(
      { subscriptions: subscriptionsWith(mapping) },
      {},
      { experiment_key: 'exp-1' },
    )
    expect(record.expected).toMatchObject({ event_properties: { '[Experiment] Experiment Key': 'exp-1' } })
    expect(record.post).not.toHaveProperty(['event_properties', '[Experiment] Experiment Key'])
    expect(record.subscription?.changed[0]).toEqual({
      field: 'experiment_key',
      mapping: { '@path': '$.properties.experimentKey' },
      usual: { '@path': '$.properties.experiment_key' },
    })
  })

  test('an event whose variant is lost in the mapping is not sent', async () => {
    const mapping = { variant: { '@path': '$.properties.varient' }, ...ways }
    const { record, sandbox } = await send({ subscriptions: subscriptionsWith(mapping) })
    expect(record).toMatchObject({ outcome: 'rejected', post: null, storage: null })
    expect(record.expected).not.toBeNull()
    expect(sandbox.user('device-1')).toBeUndefined()
  })

  test('requests belong to their events without an insert id', async () => {
    const { sandbox, record } = await send({
      subscriptions: subscriptionsWith({ insert_id: undefined, ...ways }),
    })
    expect(record.post).not.toHaveProperty('insert_id')
    expect(record).toMatchObject({
      outcome: 'accepted',
      storage: 'stored',
      userProperties: { before: {}, after: { '[Experiment] hero': 'treatment' } },
      attempts: [{ exchange: { request: { body: { events: [record.post] } }, answer: { status: 200 } } }],
    })
    expect(sandbox.user('device-1')?.events).toHaveLength(1)
  })

  test('an event that Amplitude refused shows what it was sent', async () => {
    const { endpoints } = await stage.startAmplitude(400)
    const { record } = await send({ subscriptions: subscriptionsWith(ways), endpoints })
    expect(record).toMatchObject({ outcome: 'rejected', post: { insert_id: 'message-1' }, storage: null })
  })

  test('an event that was sent without an answer shows what it was sent, and no exchange', async () => {
    const sandbox = await stage.start({ subscriptions: subscriptionsWith(ways), retryDelaysMs: [] })
    const json = { 'content-type': 'application/json' }
    await post(`${sandbox.url}/api/faults`, { cut: 'after' }, json)
    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    // Amplitude stored it, though nobody was told.
    expect(sandbox.events()).toMatchObject([
      { outcome: 'retry', post: { insert_id: 'message-1' }, storage: 'stored' },
    ])
    expect(sandbox.events()[0]?.attempts[0]).not.toHaveProperty('exchange')
  })

  test('an event that is stored at the first try stays stored when Amplitude drops the second', async () => {
    const sandbox = await stage.start({ subscriptions: subscriptionsWith(ways) })
    const json = { 'content-type': 'application/json' }
    await post(`${sandbox.url}/api/faults`, { cut: 'after', times: 1 }, json)
    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    expect(sandbox.events()).toMatchObject([
      {
        outcome: 'accepted',
        storage: 'stored',
        attempts: [{ outcome: 'retry' }, { outcome: 'accepted' }],
        userProperties: { after: { '[Experiment] hero': 'treatment' } },
      },
    ])
  })

  test('an event with an insert id that Amplitude knows is a duplicate', async () => {
    const insert_id = { '@path': '$.properties.flag_key' }
    const sandbox = await stage.start({ subscriptions: subscriptionsWith({ insert_id, ...ways }) })
    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'message-2' }, { variant: 'control' }))
    await sandbox.settled()
    expect(sandbox.events()).toMatchObject([
      { outcome: 'accepted', storage: 'stored' },
      { outcome: 'accepted', storage: 'duplicate', userProperties: null },
    ])
  })

  test('a destination without the action of a subscription sends nothing, and says so', async () => {
    const subscriptions = subscriptionsWith(ways).map((one) => ({ ...one, partnerAction: 'logEvent' }))
    const { record } = await send({ subscriptions })
    expect(record).toMatchObject({
      outcome: 'skipped',
      post: null,
      attempts: [{ reason: expect.stringContaining('doesn’t have the action') as string }],
    })
  })
})

test('an event of a batch that Amplitude got only in part was not sent, though it was made', async () => {
  const subscriptions = subscriptionsWith({ batch_size: 40 })
  const sandbox = await stage.start({ subscriptions, batchWaitMs: 60_000, retryDelaysMs: [] })
  const json = { 'content-type': 'application/json' }
  await post(`${sandbox.url}/api/faults`, { cut: 'before' }, json)
  // Over 1 MB, so it takes two uploads, and the second one doesn't go.
  const text = 'x'.repeat(30_000)
  const batch = Array.from({ length: 40 }, (_, index) =>
    impression({ messageId: `m-${String(index)}`, anonymousId: `device-${String(index)}` }, { text }),
  )
  for (const at of [0, 10, 20, 30]) await post(`${sandbox.url}/v1/b`, { batch: batch.slice(at, at + 10) })
  await sandbox.settled()
  expect(sandbox.events().map(({ outcome }) => outcome)).toEqual(batch.map(() => 'retry'))
  expect(new Set(sandbox.events().map((record) => record.post === null))).toEqual(new Set([true, false]))
})

test.each([
  ['is for other events', { subscribe: 'type = "track" and event = "Order Completed"' }],
  ['is disabled', { enabled: false }],
  ['has a filter that Segment can’t read', { subscribe: 'type = ' }],
])('an event whose subscription %s is not sent', async (_, over) => {
  const subscriptions = subscriptionsWith().map((one) => ({ ...one, ...over }))
  const { record } = await send({ subscriptions })
  expect(record).toMatchObject({
    outcome: 'skipped',
    post: null,
    subscription: null,
    attempts: [{ outcome: 'skipped', reason: 'No subscription takes this event.' }],
  })
})

test('an event that several subscriptions take has the best of their outcomes', async () => {
  const [preset] = subscriptionsWith()
  if (preset === undefined) throw new Error('no preset')
  const broken = { ...preset, name: 'Broken', mapping: { ...preset.mapping, flag_key: '' } }
  const single = { ...preset, name: 'Single', mapping: { ...preset.mapping, enable_batching: false } }
  const { record } = await send({ subscriptions: [broken, single] })
  expect(record).toMatchObject({ outcome: 'accepted', subscription: { name: 'Single' }, storage: 'stored' })
})

test('a message id that comes again is dropped, counted and told', async () => {
  const repeated: EventRecord[] = []
  const sandbox = await stage.start({ onRepeat: (record) => repeated.push(record) })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  await post(`${sandbox.url}/v1/t`, impression({}, { variant: 'control' }))
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  expect(repeated.map(({ repeats }) => repeats)).toEqual([1, 2])
  const { body } = await getJson(`${sandbox.url}/api/events`)
  expect(body).toMatchObject([{ id: 'message-1', repeats: 2, attempts: [{}], storage: 'stored' }])
})

test('an event that was never sent joins no identities, and is nobody’s', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression({ messageId: 'a' }))
  await post(`${sandbox.url}/v1/t`, impression({ messageId: 'b', userId: 'user-1' }, { flag_key: undefined }))
  await sandbox.settled()
  expect(sandbox.user('device-1')).toMatchObject({ userId: null, events: [{ id: 'a' }] })
  expect(sandbox.user('user-1')).toBeUndefined()
})

describe('an event whose integrations switch the destination off', () => {
  test.each([
    ['All', { All: false, 'Segment.io': true, Amplitude: false }],
    ['Amplitude-Experiment', { 'Amplitude-Experiment': false }],
  ])('is not delivered: %s', async (key, integrations) => {
    const told: EventRecord[] = []
    const { sandbox, record } = await send({ onEvent: (one) => told.push(one) }, { integrations })
    expect(record).toMatchObject({
      outcome: 'skipped',
      post: null,
      expected: null,
      attempts: [],
    })
    expect(record.issues[0]).toMatchObject({ code: 'INTEGRATIONS_OFF', path: ['integrations', key] })
    expect(told).toEqual([record])
    expect(await storedEvents(sandbox)).toEqual([])
    expect(sandbox.user('device-1')).toBeUndefined()
  })

  test('holds nobody else up, and is delivered where it is switched on by name', async () => {
    const integrations = { All: false, 'Amplitude-Experiment': true }
    const { record } = await send({}, { integrations })
    expect(record.outcome).toBe('accepted')
  })
})
