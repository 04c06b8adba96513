import { hideSecrets } from '../src/feed/hide-secrets.js'
import { readRecord } from '../src/feed/read-record.js'
import { createRecordList } from '../src/feed/record-list.js'
import { impression, recordOf } from './helpers/entries.js'

describe(readRecord, () => {
  const whole = recordOf(impression({ id: '1', variant: 'a', user: 'user-1' }))

  it('takes a record as it is', () => {
    expect(readRecord(JSON.parse(JSON.stringify(whole)))).toEqual(JSON.parse(JSON.stringify(whole)))
  })

  it.each([null, 7, 'x', [], {}, { id: 7 }])('takes %j for none', (value) => {
    expect(readRecord(value)).toBeUndefined()
  })

  it('fills in what is missing, and leaves out what is odd', () => {
    expect(
      readRecord({
        id: '1',
        issues: [null, { code: 1 }],
        attempts: [1, { at: 'x' }],
        post: {},
        userProperties: {},
      }),
    ).toEqual({
      id: '1',
      pre: undefined,
      post: null,
      issues: [],
      outcome: 'pending',
      attempts: [],
      userProperties: null,
    })
    expect(
      readRecord({ id: '1', outcome: 'constructor', attempts: [{ at: 1, outcome: 'retry', reason: 'r' }] }),
    ).toMatchObject({
      outcome: 'pending',
      attempts: [{ at: 1, outcome: 'retry', reason: 'r' }],
    })
  })
})

describe(hideSecrets, () => {
  it('takes the values of keys out, wherever they stand, and changes nothing of the original', () => {
    const event = {
      writeKey: 'a',
      context: [{ api_key: 'b', 'Secret-Key': { c: 'c' } }, { authorization: 'd' }],
      flag_key: 'e',
    }
    const before = structuredClone(event)
    expect(hideSecrets(event)).toEqual({
      writeKey: '(hidden)',
      context: [{ api_key: '(hidden)', 'Secret-Key': '(hidden)' }, { authorization: '(hidden)' }],
      flag_key: 'e',
    })
    expect(event).toEqual(before)
  })

  it('answers the very same where there is none', () => {
    const event = { a: [{ b: null }] }
    expect(hideSecrets(event)).toBe(event)
    expect(hideSecrets('text')).toBe('text')
  })

  it('keeps __proto__ a key', () => {
    const event: unknown = JSON.parse('{"__proto__":{"x":1},"apiKey":"k"}')
    expect(JSON.stringify(hideSecrets(event))).toBe('{"__proto__":{"x":1},"apiKey":"(hidden)"}')
  })

  it('looks as deep as anything is shown', () => {
    let deep: unknown = { apiKey: 'k' }
    for (let layer = 0; layer < 10_000; layer += 1) deep = [deep]
    expect(hideSecrets(deep)).toBe(deep)
  })
})

describe(createRecordList, () => {
  const record = (id: string, changes = {}) =>
    recordOf(impression({ id, variant: 'a', user: 'user-1' }), changes)
  const ids = (list: ReturnType<typeof createRecordList>) => list.all().map(({ record: { id } }) => id)

  it('keeps the order in which events came, whatever becomes of them', () => {
    const list = createRecordList()
    list.put([record('a'), record('b')])
    list.put([record('a', { outcome: 'retry' }), record('c')])
    expect(ids(list)).toEqual(['a', 'b', 'c'])
    expect(list.find('a')?.summary.outcome).toBe('retry')
    expect(list.all().map(({ order }) => order)).toEqual([0, 1, 2])
  })

  it('lets the oldest go where there are too many', () => {
    const list = createRecordList(3)
    list.put(['a', 'b', 'c', 'd', 'e'].map((id) => record(id)))
    expect(ids(list)).toEqual(['c', 'd', 'e'])
    expect(list.forgotten()).toBe(2)
    list.clear()
    expect([ids(list), list.forgotten()]).toEqual([[], 0])
  })

  it('answers the same array until something changes', () => {
    const list = createRecordList()
    list.put([record('a')])
    const before = list.all()
    list.put([])
    expect(list.all()).toBe(before)
    list.put([record('b')])
    expect(list.all()).not.toBe(before)
    expect(before).toHaveLength(1)
  })
})
