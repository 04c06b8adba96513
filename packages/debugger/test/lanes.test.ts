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
      ['group', [], ['8 none']],
      ['hero', ['a', 'b'], ['1 set', '2 same', '3 changed', '4 unset', '5 changed']],
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
