import { createEventLog } from '../src/records/event-log.js'
import { createPipeline } from '../src/pipeline.js'
import type { SegmentHost } from '../src/segment-host/segment-host.js'
import type { SegmentEvent } from '../src/segment/server-side-fields.js'
import { impression } from './helpers/sandboxes.js'

const event = (messageId: string): SegmentEvent => ({ ...impression(), messageId, type: 'track' })
const groupOf: SegmentHost['groupOf'] = () => ({ key: '', subscriptions: [], isBatch: false, size: 1 })

test('delivers an event that the log has forgotten, without calling listeners', async () => {
  const told: string[] = []
  const tried: string[] = []
  const pipeline = createPipeline({
    log: createEventLog({ bound: { count: 1, bytes: 1e6 } }),
    calls: createEventLog(),
    retryDelaysMs: [],
    batchWaitMs: 0,
    onEvent: ({ id }) => told.push(id),
    host: {
      groupOf,
      deliver(events) {
        tried.push(...events.map(({ messageId }) => messageId))
        return Promise.resolve(
          events.map(() => ({ attempt: { at: 0, outcome: 'accepted' }, post: null, subscription: null })),
        )
      },
    },
  })
  pipeline.receive(event('a'))
  pipeline.receive(event('b'))
  await pipeline.settled()
  expect([tried, told]).toEqual([['a', 'b'], ['b']])
})

// Amplitude may ingest an upload after its request has timed out.
test('records evidence that comes after the try has ended', async () => {
  const log = createEventLog()
  const post = { event_type: 'Seen' }
  const pipeline = createPipeline({
    log,
    calls: createEventLog(),
    retryDelaysMs: [],
    batchWaitMs: 0,
    host: {
      groupOf,
      deliver: () => Promise.resolve([{ attempt: { at: 0, outcome: 'retry' }, post, subscription: null }]),
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

describe('an event on which the sandbox fails', () => {
  const accepted = { attempt: { at: 0, outcome: 'accepted' }, post: null, subscription: null } as const
  const failed = {
    outcome: 'rejected',
    attempts: [{ at: 7, reason: 'The sandbox failed on this event (RangeError).' }],
  }
  const create = (host: SegmentHost) => {
    const log = createEventLog()
    return {
      log,
      pipeline: createPipeline({
        log,
        calls: createEventLog(),
        host,
        retryDelaysMs: [0],
        batchWaitMs: 0,
        now: () => 7,
      }),
    }
  }

  test('is rejected once if it can’t be delivered, and the next one is delivered', async () => {
    let tries = 0
    const { log, pipeline } = create({
      groupOf,
      deliver(events) {
        tries += 1
        return events[0]?.messageId === 'a'
          ? Promise.reject(new RangeError('A secret.'))
          : Promise.resolve([accepted])
      },
    })
    pipeline.receive(event('a'))
    pipeline.receive(event('b'))
    await pipeline.settled()
    expect(log.all()).toMatchObject([failed, { outcome: 'accepted' }])
    expect(tries).toBe(2)
  })

  test('is rejected if its group can’t be found', async () => {
    const { log, pipeline } = create({
      groupOf: () => {
        throw new RangeError('A secret.')
      },
      deliver: () => Promise.resolve([]),
    })
    pipeline.receive(event('a'))
    await pipeline.settled()
    expect(log.all()).toMatchObject([failed])
  })
})

test('a listener that throws causes a process warning, and the events continue', async () => {
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation()
  const log = createEventLog()
  const fail = () => {
    throw new TypeError('A secret.')
  }
  const pipeline = createPipeline({
    log,
    calls: createEventLog(),
    retryDelaysMs: [0],
    batchWaitMs: 0,
    onEvent: fail,
    onRetry: fail,
    onRepeat: fail,
    host: {
      groupOf,
      deliver: () =>
        Promise.resolve([{ attempt: { at: 0, outcome: 'retry' }, post: null, subscription: null }]),
    },
  })
  pipeline.receive(event('a'))
  pipeline.receive(event('a'))
  pipeline.receive({ ...event('off'), integrations: { All: false } })
  await pipeline.settled()
  expect(log.all().map(({ outcome }) => outcome)).toEqual(['retry', 'skipped'])
  expect(warned.mock.calls.map(([words]) => words)).toEqual(
    Array.from(
      { length: 4 },
      () => 'A listener of the sandbox threw (TypeError). The event itself isn’t affected.',
    ),
  )
  warned.mockRestore()
})
