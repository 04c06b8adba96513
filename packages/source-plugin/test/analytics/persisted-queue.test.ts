import fc from 'fast-check'
import { takeFromPersistedQueue } from '../../src/analytics/persisted-queue.js'
import { createAnalytics } from '../helpers/live-analytics.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const inFlight = new Map([['exp-1', true]])
const ours = { id: '1', event: { messageId: 'exp-1' } }
const others = [
  { id: '2', event: { messageId: 'site-1', event: 'Product Added' }, attempts: 2 },
  { id: '3', event: {} },
  { id: '4', event: { messageId: 'exp-2' } },
]

const keyOf = (queue: string, writeKey = 'KEY'): string => `persisted-queue:v1:${writeKey}:${queue}:items`

const read = (key: string): unknown => JSON.parse(page.storage.getItem(key) ?? 'null')

describe(takeFromPersistedQueue, () => {
  it.each(['event-queue', 'dest-Segment.io'])(
    'removes impressions in flight from %s, and leaves the rest',
    (queue) => {
      page.storage.setItem(keyOf(queue), JSON.stringify([others[0], ours, ...others.slice(1)]))
      takeFromPersistedQueue(createAnalytics(), inFlight)
      expect(read(keyOf(queue))).toEqual(others)
    },
  )

  it('leaves other sources and other keys alone', () => {
    const foreign = [
      keyOf('event-queue', 'OTHER'),
      keyOf('dest-Amplitude'),
      'persisted-queue:v1:KEY:event-queue:seen',
    ]
    for (const key of foreign) page.storage.setItem(key, JSON.stringify([ours]))
    takeFromPersistedQueue(createAnalytics(), inFlight)
    for (const key of foreign) expect(read(key)).toEqual([ours])
  })

  it('stores nothing if analytics.js has stored nothing', () => {
    takeFromPersistedQueue(createAnalytics(), inFlight)
    expect(page.storage).toHaveLength(0)
  })

  it('cleans the second queue, whatever is in the first', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        page.storage.setItem(keyOf('event-queue'), text)
        page.storage.setItem(keyOf('dest-Segment.io'), JSON.stringify([ours, ...others]))
        takeFromPersistedQueue(createAnalytics(), inFlight)
        expect(read(keyOf('dest-Segment.io'))).toEqual(others)
        // It only understands an empty list.
        expect(page.storage.getItem(keyOf('event-queue'))?.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })

  it('does no harm if storage is blocked or analytics.js has no settings', () => {
    page.storage.setItem(keyOf('event-queue'), JSON.stringify([ours]))
    expect(() => {
      takeFromPersistedQueue({ ...createAnalytics(), settings: undefined }, inFlight)
    }).not.toThrow()
    expect(read(keyOf('event-queue'))).toEqual([ours])
    page.block('localStorage')
    expect(() => {
      takeFromPersistedQueue(createAnalytics(), inFlight)
    }).not.toThrow()
  })
})
