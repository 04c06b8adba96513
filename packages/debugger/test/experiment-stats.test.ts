import { readSplit, writeSplit } from '../src/experiments/expected-split.js'
import { experimentStats } from '../src/experiments/experiment-stats.js'
import type { EventRecord } from '../src/feed/event-record.js'
import { entriesOf, impression, recordOf, type Shown } from './helpers/entries.js'

const statsOf = (...records: readonly (Shown | EventRecord)[]) =>
  experimentStats(entriesOf(...records).map(({ summary }) => summary))

describe(experimentStats, () => {
  it('counts people by the first variant that they saw, and those who saw another', () => {
    const [hero] = statsOf(
      { id: '1', variant: 'treatment', device: 'device-1' },
      { id: '2', variant: 'treatment', device: 'device-1' },
      { id: '3', variant: 'control', device: 'device-2' },
      { id: '4', variant: 'treatment', device: 'device-2' },
    )
    expect(hero).toMatchObject({
      impressions: 4,
      people: 2,
      changed: 1,
      variants: [
        { variant: 'control', people: 1, impressions: 1 },
        { variant: 'treatment', people: 1, impressions: 3 },
      ],
    })
  })

  it('takes a device for its user, before the login as well', () => {
    const [hero] = statsOf(
      { id: '1', variant: 'a', device: 'device-1' },
      { id: '2', variant: 'b', device: 'device-1', user: 'user-1' },
      { id: '3', variant: 'b', device: 'device-2', user: 'user-1' },
    )
    expect(hero).toMatchObject({ people: 1, changed: 1 })
  })

  it('keeps the users of a shared device apart', () => {
    const [hero] = statsOf(
      { id: '1', variant: 'a', device: 'device-1', user: 'user-1' },
      { id: '2', variant: 'b', device: 'device-1', user: 'user-2' },
      { id: '3', variant: 'c', device: 'device-1' },
    )
    expect(hero).toMatchObject({ people: 3, changed: 0 })
  })

  it('counts what is unset, without an id, a duplicate and refused', () => {
    const [hero] = statsOf(
      { id: '1', device: 'device-1' },
      { id: '2', variant: 'a' },
      recordOf(impression({ id: '3', variant: 'a', device: 'device-1' }), { userProperties: null }),
      recordOf(impression({ id: '4', variant: 'a', device: 'device-1' }), { outcome: 'rejected' }),
      recordOf(impression({ id: '5', variant: 'a', device: 'device-1' }), {
        outcome: 'retry',
        userProperties: null,
      }),
    )
    expect(hero).toMatchObject({
      impressions: 2,
      unset: 1,
      withoutId: 1,
      duplicates: 1,
      rejected: 2,
      people: 1,
    })
  })

  it('keeps flags apart, those named like parts of an object too', () => {
    const stats = statsOf(
      { id: '1', flag: '__proto__', variant: 'a', device: 'device-1' },
      { id: '2', flag: 'constructor', variant: 'toString', device: 'device-1' },
      { id: '3', flag: 'constructor', variant: 'toString', device: 'device-1' },
    )
    expect(stats.map(({ flag, impressions }) => [flag, impressions])).toEqual([
      ['constructor', 2],
      ['__proto__', 1],
    ])
  })
})

describe('the expected split', () => {
  it('is even where the address says nothing', () => {
    expect([...readSplit(new URLSearchParams(), 'hero', ['a', 'b'])]).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  it('goes into the address and comes back, with a variant that nobody has seen', () => {
    const split = new Map([
      ['a', 9],
      ['b:c', 1],
      ['__proto__', 0],
    ])
    const search = writeSplit(new URLSearchParams('q=1'), 'my flag', split)
    expect(readSplit(new URLSearchParams(search.toString()), 'my flag', ['a'])).toEqual(split)
    expect(search.get('q')).toBe('1')
  })

  it('leaves the address clean once it is even again', () => {
    const search = writeSplit(new URLSearchParams(), 'hero', new Map([['a', 2]]))
    expect(writeSplit(search, 'hero', new Map([['a', 1]])).toString()).toBe('')
  })

  it.each(['nonsense', '[]', '{"a":-1}', '{"a":"x"}', 'null'])('reads %s as nothing', (said) => {
    expect([...readSplit(new URLSearchParams({ 'split:hero': said }), 'hero', ['a'])]).toEqual([['a', 1]])
  })
})
