// Which events are delivered together, in which order, and which are retried.
import fc from 'fast-check'
import { createDispatcher } from '../src/segment-host/dispatcher.js'
import type { Group } from '../src/segment-host/grouping.js'
import type { SegmentEvent } from '../src/segment/server-side-fields.js'
import type { Try } from '../src/segment-host/combine-tries.js'

type Outcome = Try['attempt']['outcome']

const singly: Group = { key: 'one by one', subscriptions: [], isBatch: false, size: 1 }
const inBatches = (size: number, key = 'batch'): Group => ({ key, subscriptions: [], isBatch: true, size })
const tried = (outcome: Outcome): Try => ({ attempt: { at: 0, outcome }, post: null, subscription: null })
const eventOf = (messageId: string, over: object = {}): SegmentEvent => ({
  messageId,
  type: 'track',
  ...over,
})

interface Stage {
  readonly group?: Group | ((event: SegmentEvent) => Group)
  readonly outcome?: (event: SegmentEvent) => Outcome | Promise<Outcome>
  readonly retryDelaysMs?: readonly number[]
  readonly atOnce?: number
}

/** A dispatcher whose destination returns the given outcomes. */
function create({ group = inBatches(1000), outcome = () => 'accepted', ...options }: Stage = {}) {
  const handed: string[][] = []
  const final: string[] = []
  let [under, most] = [0, 0]
  const dispatcher = createDispatcher({
    retryDelaysMs: [],
    batchWaitMs: 0,
    groupOf: typeof group === 'function' ? group : () => group,
    async deliver(events) {
      handed.push(events.map(({ messageId }) => messageId))
      under += 1
      most = Math.max(most, under)
      const outcomes = await Promise.all(events.map(async (event) => outcome(event)))
      under -= 1
      // Like the destination: once one of a person's events must wait, the later ones wait too.
      const held = new Set<unknown>()
      return events.map(({ userId, anonymousId }, index) => {
        const ids = [userId, anonymousId].filter(Boolean)
        const waits = outcomes[index] === 'retry' || ids.some((id) => held.has(id))
        if (waits) for (const id of ids) held.add(id)
        return tried(waits ? 'retry' : (outcomes[index] as Outcome))
      })
    },
    onTry({ messageId }, _, waitMs) {
      if (waitMs === undefined) final.push(messageId)
    },
    ...options,
  })
  return { dispatcher, handed, final, most: () => most }
}

test('collects events into batches', async () => {
  const { dispatcher, handed } = create({ group: inBatches(3) })
  for (const id of ['a', 'b', 'c', 'd']) dispatcher.dispatch(eventOf(id))
  // A full batch goes at once.
  expect(handed).toEqual([['a', 'b', 'c']])
  await dispatcher.settled()
  expect(handed).toEqual([['a', 'b', 'c'], ['d']])
})

test('limits a batch to 4 MB', async () => {
  const { dispatcher, handed } = create()
  for (const id of ['a', 'b', 'c']) dispatcher.dispatch(eventOf(id, { text: 'x'.repeat(1_500_000) }))
  await dispatcher.settled()
  expect(handed).toEqual([['a', 'b'], ['c']])
})

test('delivers events one by one without batching', async () => {
  const { dispatcher, handed } = create({ group: singly })
  for (const id of ['a', 'b']) dispatcher.dispatch(eventOf(id))
  await dispatcher.settled()
  expect(handed).toEqual([['a'], ['b']])
})

test('delivers only a few batches at the same time', async () => {
  const { dispatcher, final, most } = create({ group: singly })
  for (let count = 0; count < 50; count += 1) dispatcher.dispatch(eventOf(String(count)))
  await dispatcher.settled()
  expect([final.length, most()]).toEqual([50, 4])
})

test('puts events of one person into one batch, in order', async () => {
  const { dispatcher, handed } = create()
  for (const id of ['a', 'b']) dispatcher.dispatch(eventOf(id, { userId: 'user-1' }))
  await dispatcher.settled()
  expect(handed).toEqual([['a', 'b']])
})

test('holds back a person’s later events while one waits for a retry, but not other people’s', async () => {
  let tries = 0
  const { dispatcher, handed, final } = create({
    group: inBatches(2),
    retryDelaysMs: [0],
    outcome: ({ messageId }) => (messageId === 'a-1' && (tries += 1) === 1 ? 'retry' : 'accepted'),
  })
  const [a, b] = [{ anonymousId: 'device-a' }, { anonymousId: 'device-b' }]
  dispatcher.dispatch(eventOf('a-1', a))
  dispatcher.dispatch(eventOf('b-1', b))
  dispatcher.dispatch(eventOf('a-2', { ...a, userId: 'user-a' }))
  dispatcher.dispatch(eventOf('b-2', b))
  await dispatcher.settled()
  expect(handed[0]).toEqual(['a-1', 'b-1'])
  expect(handed.filter((batch) => batch.includes('b-1'))).toHaveLength(1)
  expect(final.indexOf('a-1')).toBeLessThan(final.indexOf('a-2'))
  expect([...final].sort()).toEqual(['a-1', 'a-2', 'b-1', 'b-2'])
})

test('delivers nothing after it closes', async () => {
  const { dispatcher, handed } = create({
    retryDelaysMs: [0],
    outcome: () => {
      dispatcher.close()
      return 'retry'
    },
    group: singly,
  })
  dispatcher.dispatch(eventOf('a', { userId: 'user-1' }))
  dispatcher.dispatch(eventOf('b', { userId: 'user-1' }))
  await dispatcher.settled()
  dispatcher.dispatch(eventOf('c'))
  await dispatcher.settled()
  expect(handed).toEqual([['a']])
})

test('reaches one final outcome per event and keeps each person’s order, whatever fails', async () => {
  const oneEvent = fc.record({
    userId: fc.constantFrom('', 'user-1', 'user-2', 'user-3'),
    anonymousId: fc.constantFrom('', 'device-1', 'device-2'),
    group: fc.constantFrom(singly, inBatches(2, 'two'), inBatches(5, 'five')),
    failures: fc.integer({ min: 0, max: 3 }),
    last: fc.constantFrom<Outcome>('accepted', 'rejected', 'skipped'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(oneEvent, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (given, atOnce) => {
        const events = given.map(({ userId, anonymousId }, index) =>
          eventOf(String(index), { userId, anonymousId }),
        )
        const of = ({ messageId }: SegmentEvent) => given[Number(messageId)] as (typeof given)[number]
        const failed = new Map<string, number>()
        const { dispatcher, final } = create({
          atOnce,
          retryDelaysMs: [0, 0],
          group: (event) => of(event).group,
          outcome(event) {
            const failures = (failed.get(event.messageId) ?? 0) + 1
            failed.set(event.messageId, failures)
            return failures <= of(event).failures ? 'retry' : of(event).last
          },
        })
        for (const event of events) dispatcher.dispatch(event)
        await dispatcher.settled()

        expect([...final].sort()).toEqual(events.map(({ messageId }) => messageId).sort())
        for (const id of ['user-1', 'user-2', 'user-3', 'device-1', 'device-2']) {
          const own = final
            .map(Number)
            .filter((index) => Object.values(events[index] as SegmentEvent).includes(id))
          expect(own).toEqual([...own].sort((one, other) => one - other))
        }
      },
    ),
  )
})
