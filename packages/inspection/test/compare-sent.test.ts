import fc from 'fast-check'
import { compareSent, isOnlyOneSent, isSame } from '../src/index.js'
import { impression, recordOf } from './helpers/records.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })
const { expected } = recordOf(shown)
const changed = (...fields: readonly string[]) => ({
  name: 'All impressions',
  changed: fields.map((field) => ({ field, mapping: { '@path': '$.x' }, usual: { '@path': '$.y' } })),
})
const sent = (changes: object) => ({ ...expected, ...changes }) as never
const summary = (record: ReturnType<typeof recordOf>) =>
  compareSent(record).map(({ name, because }) => [name, because.map(({ field }) => field)])

describe(compareSent, () => {
  it('finds no difference if the destination only adds fields that experiments don’t need', () => {
    const post = sent({ platform: 'Web', os_name: 'Linux', partner_id: 'x', library: 'y' })
    expect(compareSent(recordOf(shown, { post, subscription: changed('device') }))).toEqual([])
    // The order of keys means nothing.
    const reordered = Object.fromEntries(Object.entries(expected ?? {}).reverse()) as never
    expect(compareSent(recordOf(shown, { post: reordered }))).toEqual([])
  })

  it('names a difference with both values and the fields that can cause it, and not what follows from it', () => {
    const post = sent({
      event_properties: { '[Experiment] Flag Key': 'hero', '[Experiment] Variant': 'b' },
      user_properties: { $set: { '[Experiment] hero': 'b' } },
    })
    const subscription = changed('variant', 'device', 'time')
    const [variant] = subscription.changed
    expect(compareSent(recordOf(shown, { post, subscription }))).toEqual([
      { kind: 'changed', name: '[Experiment] Variant', sent: 'b', usual: 'treatment', because: [variant] },
    ])
  })

  it.each([
    ['user_id', 'other-user', 'user_id'],
    ['device_id', undefined, 'device_id'],
    ['time', 5, 'time'],
    ['insert_id', 'other', 'insert_id'],
    ['user_properties', { $unset: { '[Experiment] hero': '-' } }, 'flag_key'],
    ['user_properties', undefined, 'event_properties'],
  ])('blames %s being %j on the field %s', (key, value, field) => {
    const post = sent({ [key]: value })
    const everything = changed(
      'user_id',
      'device_id',
      'flag_key',
      'experiment_key',
      'event_properties',
      'time',
      'insert_id',
    )
    const found = compareSent(recordOf(shown, { post, subscription: everything }))
    expect(found).toMatchObject([{ name: key, sent: value }])
    expect(found[0]?.because.map((each) => each.field)).toContain(field)
  })

  it('blames a setting if no changed field feeds the value', () => {
    const post = sent({ event_type: '$identify', event_properties: {}, $skip_user_properties_sync: true })
    expect(summary(recordOf(shown, { post, subscription: changed('user_id') }))).toEqual([
      ['event_type', []],
      ['$skip_user_properties_sync', []],
    ])
  })

  it('compares Amplitude’s result if Amplitude transforms the event', () => {
    const post = (variant: string) =>
      sent({
        event_type: '$impression',
        event_properties: { flag_key: 'hero', variant },
        user_properties: undefined,
      })
    expect(summary(recordOf(shown, { post: post('treatment') }))).toEqual([])
    expect(summary(recordOf(shown, { post: post('b') }))).toEqual([['[Experiment] Variant', []]])
  })

  it('compares nothing before the first attempt, or if one side sends nothing', () => {
    expect(compareSent(recordOf(shown, { post: null, outcome: 'pending' }))).toEqual([])
    expect(compareSent(recordOf(shown, { expected: null }))).toEqual([])
  })
})

describe(isOnlyOneSent, () => {
  const refused = { outcome: 'rejected', post: null } as const

  it('notices if the default mapping sends nothing, or if the destination refused what it would send', () => {
    expect(isOnlyOneSent(recordOf(shown))).toBe(false)
    expect(isOnlyOneSent(recordOf(shown, { expected: null, post: expected }))).toBe(true)
    expect(isOnlyOneSent(recordOf(shown, refused))).toBe(true)
    expect(isOnlyOneSent(recordOf(shown, { ...refused, expected: null }))).toBe(false)
    expect(isOnlyOneSent(recordOf(shown, { outcome: 'pending' }))).toBe(false)
    const asked = [{ at: 1, outcome: 'rejected' as const, exchange: { request: {}, answer: {} } }]
    expect(isOnlyOneSent(recordOf(shown, { ...refused, attempts: asked }))).toBe(false)
  })
})

describe(isSame, () => {
  it('is true of a JSON value and its copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSame(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
    )
  })

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: undefined }, { b: undefined }],
    [{}, { toString: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[], {}],
    [null, {}],
    [
      [1, 2],
      [2, 1],
    ],
    ['1', 1],
  ])('is false of %j and %j', (one, other) => {
    expect([isSame(one, other), isSame(other, one)]).toEqual([false, false])
  })

  it('ends for values of any depth', () => {
    let deep: unknown = 1
    for (let layer = 0; layer < 100_000; layer += 1) deep = [deep]
    expect(isSame(deep, [deep])).toBe(false)
  })
})
