import { endsOf } from '../src/people/ends-of.js'
import { compressedScale, lanesOf } from '../src/people/lanes.js'
import { duplicate, impression, recordOf } from '../../inspection/test/helpers/records.js'
import { entriesOf } from './helpers/entries.js'

describe(lanesOf, () => {
  it('shows each event’s effect on its flag’s property, in order of time', () => {
    const lanes = lanesOf(
      entriesOf(
        { id: '3', variant: 'b', user: 'user-1', after: 3000 },
        { id: '1', variant: 'a', user: 'user-1', after: 1000 },
        { id: '2', variant: 'a', user: 'user-1', after: 2000 },
        { id: '4', user: 'user-1', after: 4000 },
        { id: '5', variant: 'b', user: 'user-1', after: 5000 },
        { id: '6', flag: 'other', variant: 'x', user: 'user-1', after: 6000 },
        recordOf(impression({ id: '7', variant: 'c', user: 'user-1' }), { outcome: 'rejected' }),
        recordOf(impression({ id: '9', variant: 'c', user: 'user-1' }), duplicate),
        recordOf({ messageId: 'without a time' }, { outcome: 'accepted' }),
        recordOf({
          ...impression({ id: '8', flag: 'group', variant: 'slot', user: 'user-1' }),
          properties: {
            flag_key: 'group',
            variant: 'slot',
            metadata: { flagType: 'mutual-exclusion-group' },
          },
        }),
      ),
    )
    expect(
      lanes.map(({ flag, variants, marks }) => [
        flag,
        variants,
        marks.map(({ id, change }) => `${id} ${change}`),
      ]),
    ).toEqual([
      ['hero', ['a', 'b'], ['7 undelivered', '1 set', '2 same', '3 changed', '4 unset', '5 changed']],
      ['group', [], ['8 none']],
      ['other', ['x'], ['6 set']],
    ])
  })
})

describe(compressedScale, () => {
  it('keeps the order and shortens long gaps', () => {
    const day = 86_400_000
    const scale = compressedScale([0, 1000, 1000, day])
    expect([scale(0), scale(day)]).toEqual([0, 1])
    expect(scale(1000)).toBeGreaterThan(0.05)
    expect(scale(1000)).toBeLessThan(0.2)
  })

  it('puts a single moment at the start', () => {
    expect(compressedScale([5])(5)).toBe(0)
  })
})

describe(endsOf, () => {
  const at = (text: string) => Date.parse(`${text}Z`)

  it.each([
    [['2026-11-23T04:02:28.954'], ['2026-11-23 04:02:28.954 UTC']],
    [
      ['2026-11-23T04:02:28.954', '2026-11-23T04:02:28.007'],
      ['2026-11-23 04:02:28.007', '04:02:28.954 UTC'],
    ],
    [
      ['2026-11-22T23:59:59.998', '2026-11-23T00:00:00.007'],
      ['2026-11-22 23:59:59.998', '2026-11-23 00:00:00.007 UTC'],
    ],
    [
      ['2026-11-23T04:02:28.954', '2026-11-23T04:02:29.954'],
      ['2026-11-23 04:02:28', '04:02:29 UTC'],
    ],
    [
      ['2026-11-23T04:02:28', '2026-11-30T04:02:28'],
      ['2026-11-23 04:02:28', '2026-11-30 04:02:28 UTC'],
    ],
    [[], []],
  ])('of %j', (times, ends) => {
    expect(endsOf(times.map(at))).toEqual(ends)
  })
})
