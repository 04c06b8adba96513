import { createGrouping } from '../src/segment-host/grouping.js'
import type { SegmentEvent } from '../src/segment/server-side-fields.js'
import type { Subscription } from '../src/segment-host/subscription.js'

const event = (messageId: string): SegmentEvent => ({ messageId, type: 'track', event: '$impression' })
const subscription = (mapping: Subscription['mapping']): Subscription => ({
  subscribe: 'type = "track"',
  partnerAction: 'trackImpression',
  mapping,
})
const groupOf = (...mappings: Subscription['mapping'][]) => createGrouping(mappings.map(subscription))

test.each<[string, Subscription['mapping'][], boolean, number]>([
  ['batches by default', [{}], true, 1000],
  ['batches of the mapping’s size', [{ batch_size: 20.5 }], true, 20],
  ['batches of at most Segment’s size', [{ batch_size: 5000 }], true, 1000],
  ['batches of the default size if the mapping’s is invalid', [{ batch_size: '0' }], true, 1000],
  ['one by one if the mapping turns batching off', [{ enable_batching: false }], false, 1],
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

test('puts an event into a group of its own if its batch keys can’t be mapped', () => {
  const group = groupOf({ batch_keys: ['flag_key'], flag_key: { '@nothing': '$.event' } })
  expect(group(event('a')).key).not.toBe(group(event('b')).key)
  expect(group(event('a')).key).toBe(group(event('a')).key)
})
