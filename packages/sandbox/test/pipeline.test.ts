import { createEventLog } from '../src/event-log.js'
import { createPipeline } from '../src/pipeline.js'
import type { DestinationHost } from '../src/segment/destination-host.js'
import type { SegmentEvent } from '../src/segment/server-side.js'
import { impression } from './helpers/sandboxes.js'

const event = (messageId: string): SegmentEvent => ({ ...impression(), messageId, type: 'track' })
const groupOf: DestinationHost['groupOf'] = () => ({ key: '', subscriptions: [], isBatch: false, size: 1 })

test('delivers an event that the log has forgotten, and tells nobody', async () => {
  const told: string[] = []
  const tried: string[] = []
  const pipeline = createPipeline({
    log: createEventLog({ capacity: 1 }),
    retryDelaysMs: [],
    batchWaitMs: 0,
    onEvent: ({ id }) => told.push(id),
    host: {
      groupOf,
      deliver(events) {
        tried.push(...events.map(({ messageId }) => messageId))
        return Promise.resolve(
          events.map(() => ({ attempt: { at: 0, outcome: 'accepted' }, post: null, takenBy: null })),
        )
      },
    },
  })
  pipeline.receive(event('a'))
  pipeline.receive(event('b'))
  await pipeline.settled()
  expect([tried, told]).toEqual([['a', 'b'], ['b']])
})

// An upload may be taken in after its request has timed out.
test('takes evidence that comes after the try has ended', async () => {
  const log = createEventLog()
  const post = { event_type: 'Seen' }
  const pipeline = createPipeline({
    log,
    retryDelaysMs: [],
    batchWaitMs: 0,
    host: {
      groupOf,
      deliver: () => Promise.resolve([{ attempt: { at: 0, outcome: 'retry' }, post, takenBy: null }]),
    },
  })
  pipeline.receive(event('a'))
  await pipeline.settled()
  expect(log.all()).toMatchObject([{ post, storage: null, userProperties: null }])

  const userProperties = { before: {}, after: { plan: 'pro' } }
  pipeline.noteEvidence({ event_type: 'Another' }, { storage: 'duplicate', userProperties: null })
  pipeline.noteEvidence(post, { storage: 'stored', userProperties })
  pipeline.noteEvidence(post, { storage: 'duplicate', userProperties: null })
  expect(log.all()).toMatchObject([{ storage: 'stored', userProperties }])
})
