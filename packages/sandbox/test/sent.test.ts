// The record of what was sent, and of what Amplitude did with it.
import { activate } from './helpers/faults.js'
import {
  createStage,
  impression,
  post,
  sendImpression,
  storedEvents,
  subscriptionsWith,
} from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

describe.each([
  ['in batches', true],
  ['one by one', false],
])('%s', (_, enable_batching) => {
  const ways = { enable_batching }

  test('the post form is what Amplitude received, including device details and partner', async () => {
    const context = { os: { name: 'iOS', version: '18.1' }, locale: 'de-AT' }
    const options = { subscriptions: subscriptionsWith(ways), settings: { partnerId: 'partner-1' } }
    const { sandbox, record } = await sendImpression(stage, options, { context })
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

  test('a wrong mapping is visible', async () => {
    const mapping = { experiment_key: { '@path': '$.properties.experimentKey' }, ...ways }
    const { record } = await sendImpression(
      stage,
      { subscriptions: subscriptionsWith(mapping) },
      { properties: { experiment_key: 'exp-1' } },
    )
    expect(record.expected).toMatchObject({ event_properties: { '[Experiment] Experiment Key': 'exp-1' } })
    expect(record.post).not.toHaveProperty(['event_properties', '[Experiment] Experiment Key'])
    expect(record.subscription?.changed[0]).toEqual({
      field: 'experiment_key',
      mapping: { '@path': '$.properties.experimentKey' },
      usual: { '@path': '$.properties.experiment_key' },
    })
  })

  test('an event that loses its variant in the mapping isn’t sent', async () => {
    const mapping = { variant: { '@path': '$.properties.varient' }, ...ways }
    const { record, sandbox } = await sendImpression(stage, { subscriptions: subscriptionsWith(mapping) })
    expect(record).toMatchObject({ outcome: 'rejected', post: null, storage: null })
    expect(record.expected).not.toBeNull()
    expect(sandbox.user('device-1')).toBeUndefined()
  })

  test('requests are matched to events without an insert id', async () => {
    const { sandbox, record } = await sendImpression(stage, {
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

  test('a refused event shows what was sent', async () => {
    const { endpoints } = await stage.startAmplitude(400)
    const { record } = await sendImpression(stage, { subscriptions: subscriptionsWith(ways), endpoints })
    expect(record).toMatchObject({ outcome: 'rejected', post: { insert_id: 'message-1' }, storage: null })
  })

  test('an unanswered event shows what was sent, but no exchange', async () => {
    const sandbox = await stage.start({ subscriptions: subscriptionsWith(ways), retryDelaysMs: [] })
    await activate(sandbox, { cut: 'after' })
    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    // Amplitude stored it, but its answer was lost.
    expect(sandbox.events()).toMatchObject([
      { outcome: 'retry', post: { insert_id: 'message-1' }, storage: 'stored' },
    ])
    expect(sandbox.events()[0]?.attempts[0]).not.toHaveProperty('exchange')
  })

  test('an event stored at the first try stays stored if Amplitude drops the second', async () => {
    const sandbox = await stage.start({ subscriptions: subscriptionsWith(ways) })
    await activate(sandbox, { cut: 'after', times: 1 })
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

  test('a destination without the subscription’s action sends nothing, and says so', async () => {
    const subscriptions = subscriptionsWith(ways).map((one) => ({ ...one, partnerAction: 'logEvent' }))
    const { record } = await sendImpression(stage, { subscriptions })
    expect(record).toMatchObject({
      outcome: 'skipped',
      post: null,
      attempts: [{ reason: expect.stringContaining('doesn’t have the action') as string }],
    })
  })
})

test('an event is recorded as not sent if Amplitude received only other parts of its batch', async () => {
  const subscriptions = subscriptionsWith({ batch_size: 40 })
  const sandbox = await stage.start({ subscriptions, batchWaitMs: 60_000, retryDelaysMs: [] })
  await activate(sandbox, { cut: 'before' })
  // Over 1 MB, so it needs two uploads, and the second one isn't made.
  const text = 'x'.repeat(30_000)
  const batch = Array.from({ length: 40 }, (_, index) =>
    impression({ messageId: `m-${String(index)}`, anonymousId: `device-${String(index)}` }, { text }),
  )
  for (const at of [0, 10, 20, 30]) await post(`${sandbox.url}/v1/b`, { batch: batch.slice(at, at + 10) })
  await sandbox.settled()
  expect(sandbox.events().map(({ outcome }) => outcome)).toEqual(batch.map(() => 'retry'))
  expect(new Set(sandbox.events().map((record) => record.post === null))).toEqual(new Set([true, false]))
})
