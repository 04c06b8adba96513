import { transform } from '@experiment-impressions/contract'
import { createEventLog } from '../src/event-log.js'
import type { EventRecord } from '../src/event-record.js'
import { impression } from './helpers/sandboxes.js'

const record = (id: string): EventRecord => ({
  id,
  pre: { ...impression(), messageId: id, type: 'track' },
  post: null,
  expected: null,
  issues: transform(undefined).issues,
  outcome: 'pending',
  attempts: [],
  storage: null,
  repeats: 0,
  subscription: null,
  userProperties: null,
})

test('keeps the latest records and forgets the oldest', () => {
  const log = createEventLog({ capacity: 2 })
  for (const id of ['a', 'b', 'c']) log.add(record(id))

  expect(log.all().map(({ id }) => id)).toEqual(['b', 'c'])
  expect(log.has('a')).toBe(false)
  expect(log.update('a', () => ({ outcome: 'accepted' }))).toBeUndefined()
  expect(log.update('b', () => ({ outcome: 'accepted' }))?.outcome).toBe('accepted')
})

test('forgets the oldest where all records together are too much to be told at once', () => {
  const log = createEventLog({ mostCharacters: 5000 })
  for (let index = 0; index < 10; index += 1)
    log.add({ ...record(`id-${String(index)}`), pre: { ...record('x').pre, filler: 'x'.repeat(1000) } })
  expect(JSON.stringify(log.all()).length).toBeLessThan(5100)
  expect(log.all().at(-1)?.id).toBe('id-9')
  expect(log.has('id-0')).toBe(false)
  expect(log.since(0)).toBeUndefined()
})

test('forgets others where a record grows', () => {
  const log = createEventLog({ mostCharacters: 3000 })
  log.add(record('id-1'))
  log.add(record('id-2'))
  log.update('id-2', () => ({ post: { filler: 'x'.repeat(3000) } }))
  expect(log.all().map(({ id }) => id)).toEqual(['id-2'])
})

test('keeps a record that cannot be told without its event, and all others as they are', () => {
  const log = createEventLog()
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  log.add(record('id-1'))
  log.add({ ...record('id-2'), pre: { ...record('id-2').pre, endless } })
  expect(() => JSON.stringify(log.all())).not.toThrow()
  expect(log.all().map(({ id }) => id)).toEqual(['id-1', 'id-2'])
})
