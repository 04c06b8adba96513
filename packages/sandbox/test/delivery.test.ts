import nock from 'nock'
import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { createStage, impression, post, subscriptionsWith } from './helpers/sandboxes.js'
import type { EventRecord } from '../src/index.js'

const stage = createStage()
keepOffTheNetwork({ loopback: true })
afterEach(() => stage.close())

test('delivers through the real destination and remembers what Amplitude stored', async () => {
  const seen: EventRecord[] = []
  const sandbox = await stage.start({ onEvent: (record) => seen.push(record) })
  await post(`${sandbox.url}/v1/t`, impression({ messageId: 'a' }, { variant: 'control' }))
  await post(`${sandbox.url}/v1/t`, impression({ messageId: 'b' }, { variant: undefined }))
  await sandbox.settled()

  expect(seen.map(({ id, outcome, userProperties }) => ({ id, outcome, userProperties }))).toEqual([
    {
      id: 'a',
      outcome: 'accepted',
      userProperties: { before: {}, after: { '[Experiment] hero': 'control' } },
    },
    {
      id: 'b',
      outcome: 'accepted',
      userProperties: { before: { '[Experiment] hero': 'control' }, after: {} },
    },
  ])
  const response = await fetch(`${sandbox.url}/api/events`)
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(sandbox.events())))
})

test('retries after server errors, and reports each retry', async () => {
  const { bodies, endpoints } = await stage.startAmplitude(500, 503, 200)
  const waits: number[] = []
  const sandbox = await stage.start({
    endpoints,
    retryDelaysMs: [0, 1, 2],
    onRetry: (_, ms) => waits.push(ms),
  })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  expect(bodies).toHaveLength(3)
  expect(waits).toEqual([0, 1])
  expect(sandbox.events()).toMatchObject([
    {
      outcome: 'accepted',
      attempts: [
        { outcome: 'retry', reason: expect.stringContaining('500') as string },
        { outcome: 'retry' },
        { outcome: 'accepted' },
      ],
    },
  ])
})

test('keeps the outcome retry if the last try failed too', async () => {
  const { bodies, endpoints } = await stage.startAmplitude(500)
  const seen: string[] = []
  const sandbox = await stage.start({
    endpoints,
    retryDelaysMs: [0],
    onEvent: ({ outcome }) => seen.push(outcome),
  })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  expect(bodies).toHaveLength(2)
  expect(seen).toEqual(['retry'])
})

test('keeps one person’s events in order while other people’s continue', async () => {
  const done: string[] = []
  let goOn = (): void => undefined
  const isOtherDone = new Promise<void>((resolve) => (goOn = resolve))
  let failures = 0
  const { bodies, endpoints } = await stage.startAmplitudeThat(async (body) => {
    if (!JSON.stringify(body).includes('person-a')) return 200
    await isOtherDone
    return (failures += 1) === 1 ? 500 : 200
  })
  const sandbox = await stage.start({
    endpoints,
    subscriptions: subscriptionsWith({ enable_batching: false }),
    onEvent: ({ id }) => {
      done.push(id)
      if (id === 'b-1') goOn()
    },
  })
  const call = (messageId: string, anonymousId: string) => ({ ...impression({ messageId, anonymousId }) })
  await post(`${sandbox.url}/v1/b`, {
    batch: [call('a-1', 'person-a'), call('a-2', 'person-a'), call('b-1', 'person-b')],
  })
  await sandbox.settled()

  expect(bodies).toHaveLength(4)
  expect(done).toEqual(['b-1', 'a-1', 'a-2'])
})

test('doesn’t send events that the transform skips', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression({}, { metadata: { trackExposure: false } }))
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([{ outcome: 'skipped', post: null, userProperties: null }])
})

test('records why an event is refused', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression({}, { flag_key: undefined }))
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([
    {
      outcome: 'rejected',
      post: null,
      issues: [{ code: 'FLAG_KEY_MISSING' }, { code: 'TIME_MISSING' }],
      attempts: [{ outcome: 'rejected', reason: expect.stringContaining('flag_key') as string }],
    },
  ])
})

test('delivers only to the real Amplitude, with the given key, if told to', async () => {
  const { bodies, endpoints } = await stage.startAmplitude(200)
  const sandbox = await stage.start({ amplitude: { apiKey: 'given-key', region: 'europe' }, endpoints })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  expect(bodies).toMatchObject([{ api_key: 'given-key', events: [{ insert_id: 'message-1' }] }])
  expect(sandbox.events()).toMatchObject([{ outcome: 'accepted', storage: null, userProperties: null }])
  expect(sandbox.user('device-1')).toBeUndefined()
})

test.each([
  ['north_america', 'https://api2.amplitude.com'],
  ['europe', 'https://api.eu.amplitude.com'],
] as const)('delivers to the real Amplitude of the region %s at %s', async (region, host) => {
  const bodies: unknown[] = []
  nock(host)
    .post('/2/httpapi', (body) => bodies.push(body) > 0)
    .reply(200, { code: 200 })
  const sandbox = await stage.start({ amplitude: { apiKey: 'given-key', region } })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  expect(bodies).toMatchObject([{ api_key: 'given-key', events: [{ insert_id: 'message-1' }] }])
  expect(sandbox.events()).toMatchObject([
    { outcome: 'accepted', attempts: [{ exchange: { request: { url: `${host}/2/httpapi` } } }] },
  ])
})

test('gives up pending retries when it closes', async () => {
  const { bodies, endpoints } = await stage.startAmplitude(500)
  let onRetry = (): void => undefined
  const retried = new Promise<void>((resolve) => (onRetry = resolve))
  const sandbox = await stage.start({
    endpoints,
    retryDelaysMs: [3_600_000],
    onRetry: () => {
      onRetry()
    },
  })
  await post(`${sandbox.url}/v1/t`, impression())
  await retried
  await sandbox.close()
  await sandbox.settled()
  expect(bodies).toHaveLength(1)
})
