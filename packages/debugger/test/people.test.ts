import { compressedScale, lanesOf } from '../src/people/lanes.js'
import { changedFlags, findPerson, peopleOf } from '../src/people/people.js'
import { countOutcomes } from '../src/faults/count-outcomes.js'
import { faultWords } from '../src/faults/presets.js'
import { timeBuckets, widthWords } from '../src/experiments/time-buckets.js'
import { duplicate, entriesOf, impression, recordOf, startOfTime } from './helpers/entries.js'

describe(peopleOf, () => {
  const people = peopleOf(
    entriesOf(
      { id: '1', variant: 'a', device: 'device-1' },
      { id: '2', variant: 'b', device: 'device-1', user: 'user-1' },
      { id: '3', variant: 'a', device: 'device-2', user: 'user-1' },
      { id: '4', variant: 'a', device: 'user-1x' },
      { id: '5', variant: 'a' },
    ),
  )

  it('joins the identities of a person, who was seen last first', () => {
    expect(people.map(({ id, deviceIds, entries }) => [id, deviceIds, entries.length])).toEqual([
      ['user-1x', ['user-1x'], 1],
      ['user-1', ['device-1', 'device-2'], 3],
    ])
  })

  it('finds a person by user id and by device id', () => {
    expect(findPerson(people, 'user-1')?.id).toBe('user-1')
    expect(findPerson(people, 'device-1')?.id).toBe('user-1')
    expect(findPerson(people, 'nobody')).toBeUndefined()
  })

  it('knows who saw two variants of a flag', () => {
    expect(people.map(changedFlags)).toEqual([[], ['hero']])
  })
})

describe('an event that was never sent', () => {
  const refused = (id: string, user: string | undefined, device: string) =>
    recordOf(impression({ id, variant: 'b', device, ...(user === undefined ? {} : { user }) }), {
      outcome: 'rejected',
      attempts: [{ at: 1, outcome: 'rejected', reason: 'The destination failed.' }],
    })
  const ids = (people: ReturnType<typeof peopleOf>) =>
    people.map(({ id, deviceIds, entries }) => [id, deviceIds, entries.map(({ record }) => record.id)])

  it('makes nobody and joins nobody', () => {
    const people = peopleOf(
      entriesOf(
        { id: '1', variant: 'a', device: 'device-1' },
        refused('2', 'u0', 'device-1'),
        refused('3', 'user-9', 'device-9'),
      ),
    )
    expect(ids(people)).toEqual([['device-1', ['device-1'], ['1']]])
  })

  it('stands with the person who has its id, and says nothing else about them', () => {
    const people = peopleOf(
      entriesOf(
        { id: '1', variant: 'a', device: 'device-1', user: 'user-1' },
        refused('2', 'user-1', 'device-2'),
        refused('3', undefined, 'device-1'),
      ),
    )
    expect(ids(people)).toEqual([['user-1', ['device-1'], ['1', '2']]])
    expect(people.flatMap(changedFlags)).toEqual([])
  })

  it('joins as soon as it is accepted, and where it was only pasted', () => {
    const event = impression({ id: '2', variant: 'a', device: 'device-1', user: 'user-1' })
    const joined = (outcome: 'pending' | 'retry' | 'skipped' | 'accepted' | 'inspected') =>
      peopleOf(entriesOf({ id: '1', variant: 'a', device: 'device-1' }, recordOf(event, { outcome }))).map(
        ({ id }) => id,
      )
    expect(joined('pending')).toEqual(['user-1', 'device-1'])
    expect(joined('retry')).toEqual(['user-1', 'device-1'])
    expect(joined('skipped')).toEqual(['device-1'])
    expect(joined('accepted')).toEqual(['user-1'])
    expect(joined('inspected')).toEqual(['user-1'])
  })
})

describe(lanesOf, () => {
  it('tells what each event did to the property of its flag, in time', () => {
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

describe(timeBuckets, () => {
  const at = (...times: number[]) => times.map((time) => ({ time, name: 'a' }))

  it('counts by stretches of a usual width, without gaps', () => {
    const { width, buckets } = timeBuckets([
      ...at(startOfTime, startOfTime + 10, startOfTime + 3000),
      { time: startOfTime, name: 'b' },
    ])
    expect(width).toBe(1000)
    expect(buckets.map(({ total }) => total)).toEqual([3, 0, 0, 1])
    expect(buckets[0]?.counts).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
      ]),
    )
  })

  it.each([
    [100_000, 5000],
    [3_600_000, 300_000],
    [40 * 86_400_000, 7 * 86_400_000],
    [90_000 * 86_400_000, 199384615385],
  ])('over %d ms they are %d wide', (span, width) => {
    const result = timeBuckets(at(0, span))
    expect(result.width).toBe(width)
    expect(result.buckets.length).toBeLessThanOrEqual(40)
  })

  it('has none for nothing', () => {
    expect(timeBuckets([]).buckets).toEqual([])
  })

  it('says how wide they are', () => {
    expect([1000, 300_000, 3_600_000, 7 * 86_400_000].map(widthWords)).toEqual([
      'one second',
      '5 minutes',
      'one hour',
      '7 days',
    ])
    expect(widthWords(1)).toBe('0 seconds')
  })
})

describe(faultWords, () => {
  it.each([
    [{ status: 429 }, 'every endpoint answers 429'],
    [
      { delayMs: 5000, status: 500, every: 2, times: 1, path: 'batch' },
      'batch waits 5000 ms and answers 500, every 2nd request, once',
    ],
    [
      { cut: 'before', every: 11 },
      'every endpoint cuts the connection before storing the events, every 11th request',
    ],
    [
      { cut: 'halfway', every: 23, times: 3 },
      'every endpoint cuts the answer halfway, every 23rd request, 3 times',
    ],
    [{ every: 21 }, 'every endpoint does something else, every 21st request'],
    [{ status: 500, every: 4 }, 'every endpoint answers 500, every 4th request'],
  ] as const)('of %j', (fault, words) => {
    expect(faultWords(fault)).toBe(words)
  })
})

describe(countOutcomes, () => {
  it('counts events by what became of them, and names those that were tried again', () => {
    const tried = [{ at: 1, outcome: 'retry' }]
    const outcomes = countOutcomes(
      entriesOf(
        { id: '1', variant: 'a', user: 'user-1' },
        recordOf(impression({ id: '2', variant: 'a', user: 'user-1' }), {
          outcome: 'retry',
          attempts: tried,
        }),
        recordOf(impression({ id: '3', variant: 'a', user: 'user-1' }), { attempts: tried }),
        recordOf(impression({ id: '4', variant: 'a', user: 'user-1' }), { outcome: 'pending' }),
        { id: '5', variant: 'a' },
      ),
    )
    expect(outcomes).toMatchObject({ accepted: 2, inProgress: 2, rejected: 1 })
    expect(outcomes.retried.map(({ record }) => record.id)).toEqual(['3', '2'])
  })
})
