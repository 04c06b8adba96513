import { formatDistance, deliverySteps } from '../src/event/delivery-steps.js'
import { duplicate, impression, recordOf, startOfTime } from '../../inspection/test/helpers/records.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe(deliverySteps, () => {
  it('go from the page to the last attempt', () => {
    const record = recordOf(
      { ...shown, receivedAt: new Date(startOfTime + 120).toISOString() },
      {
        outcome: 'retry',
        attempts: [
          { at: startOfTime + 1500, outcome: 'retry', reason: 'Too many.' },
          { at: startOfTime + 200_000, outcome: 'something else' as 'retry' },
        ],
      },
    )
    expect(deliverySteps(record).map(({ what, after, detail, tone }) => [tone, what, after, detail])).toEqual(
      [
        ['quiet', 'Shown on the page', undefined, undefined],
        ['quiet', 'Received by the CDP', '120 ms later', undefined],
        ['wait', 'The try failed', '1.4 s later', 'Too many.'],
        ['quiet', 'something else', '3 min later', undefined],
        ['wait', 'Another attempt follows', undefined, undefined],
      ],
    )
  })

  it('tell the event’s place in its batch, and that Segment received it again', () => {
    const batch = { number: 3, place: 17, size: 1000, refused: 2 }
    const record = recordOf(shown, {
      attempts: [{ at: startOfTime, outcome: 'accepted', batch }],
      repeats: 1,
    })
    expect(deliverySteps(record)).toMatchObject([
      { what: 'Shown on the page' },
      {
        what: 'Amplitude accepted it',
        batch: 'In batch 3, event 17 of 1,000. 2 others of this batch were refused.',
      },
      { what: 'Received again: dropped by Segment, which had seen this message id' },
    ])
    expect(
      deliverySteps(recordOf(shown, { ...duplicate, repeats: 3 }))
        .map(({ what }) => what)
        .slice(-2),
    ).toEqual([
      'Dropped by Amplitude, which had stored an event with this insert_id',
      'Received 3 more times: dropped by Segment, which had seen this message id',
    ])
  })

  it('are few if little is known', () => {
    expect(deliverySteps(recordOf({}, { id: '1', attempts: [] }))).toEqual([])
    expect(
      deliverySteps(recordOf({}, { id: '1', attempts: [], outcome: 'pending' })).map(({ what }) => what),
    ).toEqual(['On its way to Amplitude'])
  })
})

describe(formatDistance, () => {
  it.each([
    [40, '40 ms'],
    [1449, '1.4 s'],
    [130_000, '2 min'],
    [7_300_000, '2 h'],
    [260_000_000, '3 days'],
  ])('of %d ms is %s', (ms, words) => {
    expect(formatDistance(ms)).toBe(words)
  })
})
