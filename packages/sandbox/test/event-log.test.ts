import { transform } from '@experiment-impressions/contract'
import type { EventRecord } from '@experiment-impressions/inspection'
import { createEventLog } from '../src/records/event-log.js'
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
  const log = createEventLog({ bound: { count: 2, bytes: 1e6 } })
  for (const id of ['a', 'b', 'c']) log.add(record(id))

  expect(log.all().map(({ id }) => id)).toEqual(['b', 'c'])
  expect(log.has('a')).toBe(false)
  expect(log.update('a', () => ({ outcome: 'accepted' }))).toBeUndefined()
  expect(log.update('b', () => ({ outcome: 'accepted' }))?.outcome).toBe('accepted')
})

test.each<[string, object, string]>([
  ['contains itself', itself(), 'can’t be written as JSON'],
  [
    'is too deep to be written',
    JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as object,
    'can’t be written as JSON',
  ],
  ['is too large', { text: 'x'.repeat(1_000_001) }, 'is over 1 MB'],
])('explains why the contents are missing if a record %s', (_, properties, why) => {
  const log = createEventLog()
  log.add(record('a'))
  log.add({ ...record('b'), pre: { ...record('b').pre, properties } })
  log.update('b', () => ({ outcome: 'retry', attempts: [{ at: 1, outcome: 'retry', reason: 'Later.' }] }))
  log.add(record('c'))

  const all = JSON.parse(JSON.stringify(log.all())) as object[]
  expect(all).toMatchObject([
    { id: 'a', pre: { properties: { flag_key: 'hero' } } },
    {
      id: 'b',
      pre: { type: 'track', event: '$impression', messageId: 'b' },
      post: null,
      outcome: 'retry',
      attempts: [{ reason: 'Later.' }],
      omitted: `The record of this event ${why}. Only its outcome is kept.`,
    },
    { id: 'c' },
  ])
  expect(all[1]).not.toHaveProperty('pre.properties')
})

test('keeps the outcome of a record that becomes too large', () => {
  const log = createEventLog()
  log.add(record('a'))
  const body = 'x'.repeat(1_000_001)
  const exchange = { request: { url: '', body: null }, answer: { status: 500, body } }
  const changed = log.update('a', () => ({
    outcome: 'retry',
    attempts: [
      { at: 1, outcome: 'retry', reason: body, exchange },
      { at: 2, outcome: 'retry' },
    ],
  }))
  expect(changed).toEqual(log.all()[0])
  expect(changed?.attempts).toEqual([
    { at: 1, outcome: 'retry', reason: 'x'.repeat(500) },
    { at: 2, outcome: 'retry' },
  ])
})

function itself(): object {
  const value: Record<string, unknown> = {}
  value['itself'] = value
  return value
}
