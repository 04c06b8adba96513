// Which events are sent at all: subscriptions, integrations and repeated message ids.
import type { EventRecord } from '../src/index.js'
import {
  createStage,
  getJson,
  impression,
  post,
  sendImpression,
  storedEvents,
  subscriptionsWith,
} from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test.each([
  ['is for other events', { subscribe: 'type = "track" and event = "Order Completed"' }],
  ['is disabled', { enabled: false }],
  ['has a filter that Segment can’t read', { subscribe: 'type = ' }],
])('an event isn’t sent if its subscription %s', async (_, over) => {
  const subscriptions = subscriptionsWith().map((one) => ({ ...one, ...over }))
  const { record } = await sendImpression(stage, { subscriptions })
  expect(record).toMatchObject({
    outcome: 'skipped',
    post: null,
    subscription: null,
    attempts: [{ outcome: 'skipped', reason: 'No subscription matches this event.' }],
  })
})

test('an event that several subscriptions match gets the best of their outcomes', async () => {
  const [preset] = subscriptionsWith()
  if (preset === undefined) throw new Error('no preset')
  const broken = { ...preset, name: 'Broken', mapping: { ...preset.mapping, flag_key: '' } }
  const single = { ...preset, name: 'Single', mapping: { ...preset.mapping, enable_batching: false } }
  const { record } = await sendImpression(stage, { subscriptions: [broken, single] })
  expect(record).toMatchObject({ outcome: 'accepted', subscription: { name: 'Single' }, storage: 'stored' })
})

test('a repeated message id is dropped, counted and reported', async () => {
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

test('an event that is never sent merges no identities and belongs to nobody', async () => {
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
    const { sandbox, record } = await sendImpression(
      stage,
      { onEvent: (one) => told.push(one) },
      { integrations },
    )
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

  test('is delivered if they switch it on by name', async () => {
    const integrations = { All: false, 'Amplitude-Experiment': true }
    const { record } = await sendImpression(stage, {}, { integrations })
    expect(record.outcome).toBe('accepted')
  })
})
