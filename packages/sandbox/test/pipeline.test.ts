import { createEventLog } from '../src/event-log.js'
import { createPipeline } from '../src/pipeline.js'
import type { SegmentEvent } from '../src/segment/server-side.js'
import { impression } from './helpers/sandboxes.js'

const event = (messageId: string): SegmentEvent => ({ ...impression(), messageId, type: 'track' })

test('delivers an event that the log has forgotten, and tells nobody', async () => {
  const told: string[] = []
  const tried: string[] = []
  const log = createEventLog({ capacity: 1 })
  const pipeline = createPipeline({
    log,
    retryDelaysMs: [],
    onEvent: ({ id }) => told.push(id),
    attempt({ messageId }) {
      tried.push(messageId)
      return Promise.resolve({ at: 0, outcome: 'accepted' })
    },
  })
  pipeline.receive(event('a'))
  pipeline.receive(event('b'))
  await pipeline.settled()
  expect([tried, told]).toEqual([['a', 'b'], ['b']])
})

test('takes no note of what was stored without an insert id', () => {
  const log = createEventLog()
  const pipeline = createPipeline({ log, retryDelaysMs: [], attempt: () => new Promise(() => undefined) })
  pipeline.receive(event('a'))
  const change = { before: new Map(), after: new Map([['plan', 'pro']]) }
  const stored = { amplitude_id: 1, server_received_time: 0, api: 'batch' } as const
  pipeline.noteStored({ ...stored, event: {} }, change)
  expect(log.all()).toMatchObject([{ userProperties: null }])
  pipeline.noteStored({ ...stored, event: { insert_id: 'a' } }, change)
  expect(log.all()).toMatchObject([{ userProperties: { before: {}, after: { plan: 'pro' } } }])
})
