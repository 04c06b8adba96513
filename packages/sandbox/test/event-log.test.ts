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
