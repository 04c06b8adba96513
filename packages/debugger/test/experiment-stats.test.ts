import type { EventRecord } from '@experiment-impressions/inspection'
import { readSplit, writeSplit } from '../src/experiments/expected-split.js'
import { experimentStats } from '../src/experiments/experiment-stats.js'
import { duplicate, impression, recordOf, type Shown } from '../../inspection/test/helpers/records.js'
import { entriesOf } from './helpers/entries.js'

const statsOf = (...records: readonly (Shown | EventRecord)[]) =>
  experimentStats(entriesOf(...records).map(({ summary }) => summary))

describe(experimentStats, () => {
  it('counts people by the first variant that they saw, and people who saw another', () => {
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

  it('counts a device as its user, before the login too', () => {
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

  it('counts events that are unset, lack an id, are duplicates or were refused', () => {
    const [hero] = statsOf(
      { id: '1', device: 'device-1' },
      { id: '2', variant: 'a' },
      recordOf(impression({ id: '3', variant: 'a', device: 'device-1' }), duplicate),
      recordOf(impression({ id: '4', variant: 'a', device: 'device-1' }), { outcome: 'rejected' }),
      recordOf(impression({ id: '5', variant: 'a', device: 'device-1' }), {
        outcome: 'retry',
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

  it('counts every event that the real Amplitude accepted, and what Segment dropped', () => {
    const accepted = (id: string, repeats = 0) =>
      recordOf(impression({ id, variant: 'a', device: `device-${id}` }), {
        storage: null,
        userProperties: null,
        repeats,
      })
    expect(statsOf(accepted('1'), accepted('2', 3))).toMatchObject([
      { impressions: 2, people: 2, duplicates: 3, variants: [{ variant: 'a', people: 2 }] },
    ])
  })

  it('counts people who saw a variant first, later or never', () => {
    const [hero] = statsOf(
      { id: '1', variant: 'a', device: 'device-1' },
      { id: '2', variant: 'b', device: 'device-1' },
      { id: '3', device: 'device-2' },
      { id: '4', device: 'device-3' },
      { id: '5', variant: 'a', device: 'device-3' },
    )
    expect(hero).toMatchObject({
      people: 3,
      peopleWithout: 1,
      variants: [
        { variant: 'a', people: 2, saw: 2 },
        { variant: 'b', people: 0, saw: 1 },
      ],
    })
  })

  it('doesn’t join people by an event that was never sent', () => {
    const [hero] = statsOf(
      { id: '1', variant: 'a', device: 'device-1' },
      recordOf(
        { ...impression({ id: '2', device: 'device-1', user: 'user-1' }), properties: { flag_key: 5 } },
        {
          outcome: 'rejected',
        },
      ),
      { id: '3', variant: 'b', device: 'device-2', user: 'user-1' },
    )
    expect(hero).toMatchObject({ people: 2, changed: 0 })
  })

  it('keeps flags apart, even if they’re named like object properties', () => {
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
  const usual = new Set(['a', 'b'])

  it('returns the address’s weights and nothing else', () => {
    expect([...readSplit(new URLSearchParams(), 'hero')]).toEqual([])
    expect([...readSplit(new URLSearchParams({ 'split:hero': '{"a":2}' }), 'hero')]).toEqual([['a', 2]])
  })

  it('survives the address, with a variant that no one has seen', () => {
    const split = new Map([
      ['a', 9],
      ['b:c', 1],
      ['__proto__', 0],
    ])
    const search = writeSplit(new URLSearchParams('q=1'), 'my flag', { split, usual })
    expect(readSplit(new URLSearchParams(search.toString()), 'my flag')).toEqual(split)
    expect(search.get('q')).toBe('1')
  })

  it('leaves the address once all weights are 1, unless it names an unexpected variant', () => {
    const search = writeSplit(new URLSearchParams(), 'hero', { split: new Map([['a', 2]]), usual })
    expect(writeSplit(search, 'hero', { split: new Map([['a', 1]]), usual }).toString()).toBe('')
    const named = writeSplit(search, 'hero', { split: new Map([['never-seen', 1]]), usual })
    expect([...readSplit(named, 'hero')]).toEqual([['never-seen', 1]])
  })

  it.each(['nonsense', '[]', '{"a":-1}', '{"a":"x"}', 'null'])('reads %s as nothing', (said) => {
    expect([...readSplit(new URLSearchParams({ 'split:hero': said }), 'hero')]).toEqual([])
  })
})
