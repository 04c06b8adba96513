import { changedFlags, findPerson, peopleOf } from '../src/people/people.js'
import { impression, recordOf } from '../../inspection/test/helpers/records.js'
import { entriesOf } from './helpers/entries.js'

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

  it('joins the ids of a person; the most recent person comes first', () => {
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

  it('knows the people who saw two variants of a flag', () => {
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

  it('makes no person and joins no ids', () => {
    const people = peopleOf(
      entriesOf(
        { id: '1', variant: 'a', device: 'device-1' },
        refused('2', 'u0', 'device-1'),
        refused('3', 'user-9', 'device-9'),
      ),
    )
    expect(ids(people)).toEqual([['device-1', ['device-1'], ['1']]])
  })

  it('belongs to the person with its id, and says nothing else about them', () => {
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

  it('joins ids once it’s accepted, or if it was only pasted', () => {
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
