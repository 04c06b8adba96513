import { hideSecrets } from '../src/records/hide-secrets.js'
import { readRecord } from '../src/records/read-record.js'
import { createRecordList } from '../src/records/record-list.js'
import { impression, recordOf } from '../../inspection/test/helpers/records.js'

describe(readRecord, () => {
  const whole = recordOf(impression({ id: '1', variant: 'a', user: 'user-1' }))

  it('reads a record as it is', () => {
    expect(readRecord(JSON.parse(JSON.stringify(whole)))).toEqual(JSON.parse(JSON.stringify(whole)))
  })

  it.each([null, 7, 'x', [], {}, { id: 7 }])('takes %j for none', (value) => {
    expect(readRecord(value)).toBeUndefined()
  })

  it('uses the event that was sent as the expected one if an older sandbox doesn’t say', () => {
    const { expected: _, storage: __, repeats: ___, subscription: ____, ...older } = whole
    expect(readRecord(older)).toEqual({ ...whole, storage: null, repeats: 0, subscription: null })
    expect(readRecord({ ...older, expected: null })?.expected).toBeNull()
  })

  it('reads an attempt’s batch and the subscription, and leaves out odd values', () => {
    const batch = { number: 3, place: 17, size: 1000, refused: 2 }
    const at = { at: 1, outcome: 'accepted' }
    const changed = [{ field: 'variant', mapping: 'x', usual: { '@path': '$.properties.variant' } }]
    expect(
      readRecord({
        id: '1',
        attempts: [
          { ...at, batch },
          { ...at, batch: { ...batch, place: -1 } },
          { ...at, batch: { ...batch, refused: 'two' } },
          { ...at, batch: 7 },
        ],
        subscription: { name: 'All impressions', changed: [...changed, { field: 7 }, null] },
      }),
    ).toMatchObject({
      attempts: [{ ...at, batch }, at, { ...at, batch: { ...batch, refused: 0 } }, at],
      subscription: { name: 'All impressions', changed },
    })
    expect(readRecord({ id: '1', subscription: { name: 'x', changed: 'y' } })?.subscription).toEqual({
      name: 'x',
      changed: [],
    })
    expect(readRecord({ id: '1', subscription: { changed } })?.subscription).toBeNull()
  })

  it('leaves out a form’s values of the wrong type', () => {
    const odd = {
      event_type: 'x',
      time: 'now',
      event_properties: 7,
      user_properties: { $set: null },
      platform: 'Web',
    }
    expect(readRecord({ id: '1', post: odd, expected: [] })).toMatchObject({
      post: { event_type: 'x', platform: 'Web' },
      expected: null,
    })
    expect(readRecord({ id: '1', post: odd })?.post).toEqual({ event_type: 'x', platform: 'Web' })
    const set = { $set: { a: 'b' } }
    expect(
      readRecord({ id: '1', post: { ...odd, user_properties: set } })?.post?.['user_properties'],
    ).toEqual(set)
  })

  it('treats an event whose second attempt was dropped as stored', () => {
    const storageOf = (changes: object) => readRecord({ ...whole, ...changes, storage: 'duplicate' })?.storage
    expect([storageOf({}), storageOf({ userProperties: null })]).toEqual(['stored', 'duplicate'])
  })

  it('fills in missing values, and leaves out odd ones', () => {
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
      pre: {},
      post: null,
      expected: null,
      issues: [],
      outcome: 'pending',
      attempts: [],
      storage: null,
      repeats: 0,
      subscription: null,
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
  it('removes the values of keys at any depth, without changing the original', () => {
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

  it('returns the value itself if it has no secret', () => {
    const event = { a: [{ b: null }] }
    expect(hideSecrets(event)).toBe(event)
    expect(hideSecrets('text')).toBe('text')
  })

  it('keeps __proto__ a key', () => {
    const event: unknown = JSON.parse('{"__proto__":{"x":1},"apiKey":"k"}')
    expect(JSON.stringify(hideSecrets(event))).toBe('{"__proto__":{"x":1},"apiKey":"(hidden)"}')
  })

  it('looks as deep as the page shows values', () => {
    let deep: unknown = { apiKey: 'k' }
    for (let layer = 0; layer < 10_000; layer += 1) deep = [deep]
    expect(hideSecrets(deep)).toBe(deep)
  })
})

describe(createRecordList, () => {
  const record = (id: string, changes = {}) =>
    recordOf(impression({ id, variant: 'a', user: 'user-1' }), changes)
  const ids = (list: ReturnType<typeof createRecordList>) => list.all().map(({ record: { id } }) => id)

  it('keeps the order of arrival, whatever the outcome', () => {
    const list = createRecordList()
    list.put([record('a'), record('b')])
    list.put([record('a', { outcome: 'retry' }), record('c')])
    expect(ids(list)).toEqual(['a', 'b', 'c'])
    expect(list.find('a')?.summary.outcome).toBe('retry')
    expect(list.all().map(({ order }) => order)).toEqual([0, 1, 2])
  })

  it('drops the oldest if there are too many', () => {
    const list = createRecordList(3)
    list.put(['a', 'b', 'c', 'd', 'e'].map((id) => record(id)))
    expect(ids(list)).toEqual(['c', 'd', 'e'])
    expect(list.dropped()).toBe(2)
    list.clear()
    expect([ids(list), list.dropped()]).toEqual([[], 0])
  })

  it('is whole from the call of complete until it’s cleared', () => {
    const list = createRecordList()
    expect(list.isWhole()).toBe(false)
    list.complete()
    expect(list.isWhole()).toBe(true)
    list.clear()
    expect(list.isWhole()).toBe(false)
  })

  it('returns the same array until something changes', () => {
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
