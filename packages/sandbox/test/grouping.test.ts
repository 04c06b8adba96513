import { createGrouping } from '../src/segment-host/grouping.js'
import type { SegmentEvent } from '../src/segment/server-side.js'
import type { Subscription } from '../src/segment-host/subscription.js'

const event = (messageId: string): SegmentEvent => ({ messageId, type: 'track', event: '$impression' })
const subscription = (mapping: Subscription['mapping']): Subscription => ({
  subscribe: 'type = "track"',
  partnerAction: 'trackImpression',
  mapping,
})
const groupOf = (...mappings: Subscription['mapping'][]) => createGrouping(mappings.map(subscription))

test.each<[string, Subscription['mapping'][], boolean, number]>([
  ['batches unless told otherwise', [{}], true, 1000],
  ['batches of the mapping’s size', [{ batch_size: 20.5 }], true, 20],
  ['batches of no more than Segment’s size', [{ batch_size: 5000 }], true, 1000],
  ['batches of the usual size if the mapping’s makes no sense', [{ batch_size: '0' }], true, 1000],
  ['one by one if told so', [{ enable_batching: false }], false, 1],
  ['the smaller batch of two subscriptions', [{ batch_size: 30 }, { batch_size: 20 }], true, 20],
  ['batches if one of two subscriptions wants them', [{ enable_batching: false }, {}], true, 1000],
])('groups events: %s', (_, mappings, isBatch, size) => {
  expect(groupOf(...mappings)(event('a'))).toMatchObject({ isBatch, size })
})

test('puts events of different subscriptions into different groups', () => {
  const [one, other] = [subscription({}), { ...subscription({}), subscribe: 'event = "Another"' }]
  const group = createGrouping([one, other])
  expect(group(event('a')).key).toBe(group(event('b')).key)
  expect(group(event('a')).key).not.toBe(group({ ...event('a'), event: 'Another' }).key)
})

test('keeps an event by itself whose batch keys can’t be mapped', () => {
  const group = groupOf({ batch_keys: ['flag_key'], flag_key: { '@nothing': '$.event' } })
  expect(group(event('a')).key).not.toBe(group(event('b')).key)
  expect(group(event('a')).key).toBe(group(event('a')).key)
})
