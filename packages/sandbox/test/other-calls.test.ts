// Calls that aren't experiment events: kept apart, listed and counted. And events that only a subscription knows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatIssue } from '@experiment-impressions/contract'
import type { EventRecord } from '../src/index.js'
import { createStage, getJson, impression, post, subscriptionsWith } from './helpers/sandboxes.js'
import { readMessages } from './helpers/server-sent-events.js'

const stage = createStage()
afterEach(() => stage.close())

const page = { type: 'page', messageId: 'page-1', anonymousId: 'device-1' }
const order = { type: 'track', event: 'Order Completed', messageId: 'order-1', anonymousId: 'device-1' }
const nearMiss = impression({ event: '$Impression', messageId: 'near-1' })

test('other calls are listed, counted, streamed and reported, and aren’t experiment events', async () => {
  const told: EventRecord[] = []
  const sandbox = await stage.start({ onCall: (record) => told.push(record) })
  const stream = await fetch(`${sandbox.url}/api/stream`)
  const messages = readMessages(stream.body as ReadableStream<Uint8Array>)
  await messages.next()

  await post(`${sandbox.url}/v1/b`, { batch: [page, order, nearMiss, impression()] })
  await sandbox.settled()
  expect(sandbox.events().map(({ id }) => id)).toEqual(['message-1'])
  const { body } = await getJson(`${sandbox.url}/api/calls`)
  expect(body).toEqual(JSON.parse(JSON.stringify(told)))
  expect(body).toMatchObject([
    { id: 'page-1', outcome: 'skipped', pre: { type: 'page' }, post: null, expected: null },
    { id: 'order-1', issues: [{ code: 'NOT_EXPERIMENT_EVENT' }] },
    { id: 'near-1', issues: [{ code: 'NOT_EXPERIMENT_EVENT' }, { params: { meant: '$impression' } }] },
  ])
  expect(await getJson(`${sandbox.url}/api/status`)).toMatchObject({
    body: { calls: { total: 4, other: 3 } },
  })

  const streamed = new Set<string>()
  while (!streamed.has('message-1')) streamed.add(((await messages.next())?.data as EventRecord).id)
  expect([...streamed]).toEqual(['page-1', 'order-1', 'near-1', 'message-1'])
})

test('a repeated call is counted in its record', async () => {
  const sandbox = await stage.start()
  for (const call of [page, page]) await post(`${sandbox.url}/v1/p`, call)
  expect(sandbox.calls()).toMatchObject([{ id: 'page-1', repeats: 1 }])
  expect(await getJson(`${sandbox.url}/api/status`)).toMatchObject({
    body: { calls: { total: 1, other: 1 } },
  })
})

test('other calls never push out experiment events', async () => {
  const sandbox = await stage.start({
    retention: { events: { count: 1, bytes: 1e6 }, calls: { count: 2, bytes: 1e6 } },
  })
  await post(`${sandbox.url}/v1/t`, impression())
  const batch = [1, 2, 3].map((index) => ({ ...page, messageId: `page-${String(index)}` }))
  await post(`${sandbox.url}/v1/b`, { batch })
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([{ id: 'message-1', outcome: 'accepted' }])
  expect(sandbox.calls().map(({ id }) => id)).toEqual(['page-2', 'page-3'])
})

test('a client that missed calls gets them with the events, in order', async () => {
  const sandbox = await stage.start({ now: () => 0 })
  await post(`${sandbox.url}/v1/p`, page)
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  await post(`${sandbox.url}/v1/t`, order)
  const stream = await fetch(`${sandbox.url}/api/stream`, { headers: { 'last-event-id': '0' } })
  const messages = readMessages(stream.body as ReadableStream<Uint8Array>)
  await messages.next()
  const missed = [await messages.next(), await messages.next(), await messages.next()]
  expect(missed.map((message) => (message?.data as EventRecord).id)).toEqual([
    'page-1',
    'message-1',
    'order-1',
  ])
})

test('Experiment Viewed sets the variant if it’s known, and never unsets it for a near name', async () => {
  const sandbox = await stage.start()
  const folder = join(__dirname, '../../../test/found/08-experiment-viewed')
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n')
  await post(`${sandbox.url}/v1/import`, { batch: lines.map((line) => JSON.parse(line) as unknown) })
  await sandbox.settled()

  const property = '[Experiment] checkout_button'
  const outcomes = sandbox.events().map(({ id, outcome, post: sent, expected, issues }) => ({
    id,
    outcome,
    properties: sent?.['user_properties'],
    expected: expected !== null && 'user_properties' in expected ? expected.user_properties : null,
    says: issues.flatMap((issue) => /Did you mean “\w+”/.exec(formatIssue(issue))?.[0] ?? []),
  }))
  const rejected = (id: string, ...names: readonly string[]) => ({
    id,
    outcome: 'rejected',
    properties: undefined,
    expected: null,
    says: names.map((name) => `Did you mean “${name}”`),
  })
  const accepted = (id: string, variant: string) => ({
    id,
    outcome: 'accepted',
    properties: { $set: { [property]: variant } },
    expected: { $set: { [property]: variant } },
    says: [],
  })
  expect(outcomes).toEqual([
    accepted('m-1', 'Green'),
    rejected('m-2', 'variation_name'),
    rejected('m-3', 'experiment_name', 'variation_name'),
    rejected('m-4', 'variation_name'),
    rejected('m-5', 'variation_name'),
    accepted('m-6', '0'),
  ])
  expect(sandbox.user('user-48213')?.userProperties).toEqual({ [property]: '0' })
})

test('an event that only the user’s own trigger matches runs through its subscription', async () => {
  const [preset] = subscriptionsWith()
  if (preset === undefined) throw new Error('no preset')
  const own = {
    ...preset,
    subscribe: 'event = "Order Completed"',
    mapping: { ...preset.mapping, variant: 'b' },
  }
  const sandbox = await stage.start({ subscriptions: [own] })
  const off = { ...order, messageId: 'order-2', integrations: { All: false } }
  const batch = [page, { ...order, properties: { flag_key: 'hero' } }, off, impression()]
  await post(`${sandbox.url}/v1/b`, { batch })
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([
    { id: 'order-1', expected: null, issues: [], subscription: { name: preset.name } },
    { id: 'order-2', outcome: 'skipped', issues: [{ code: 'INTEGRATIONS_OFF' }], attempts: [] },
    { id: 'message-1', outcome: 'skipped', subscription: null },
  ])
  expect(sandbox.calls()).toMatchObject([{ id: 'page-1' }])
})
