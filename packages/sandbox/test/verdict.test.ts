import { readError, readResults, readStatus } from '../src/segment-host/verdict.js'

describe(readError, () => {
  // Source: Segment's action-destinations, "Error handling".
  test.each([
    [408, 'retry'],
    [423, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [501, 'rejected'],
    [400, 'rejected'],
    [401, 'rejected'],
    [413, 'rejected'],
  ])('reads status %i as %s', (status, outcome) => {
    expect(readError({ status, message: 'No.' })).toEqual({ outcome, reason: 'No.' })
  })

  test.each([
    ['an error without a status', new Error('Broken.'), 'Broken.'],
    ['an error whose message is a stack trace', new Error('\nBroken.\n  at file.js:1'), 'Broken.'],
    ['an error whose message names its class', new Error('Error: Broken.\n  at file.js:1'), 'Broken.'],
    ['an error without a message', {}, 'The destination failed.'],
  ])('retries after %s', (_, error, reason) => {
    expect(readError(error)).toEqual({ outcome: 'retry', reason })
  })

  test.each([new RangeError('Maximum call stack size exceeded'), new ReferenceError('x is not defined')])(
    'rejects an event on which the destination itself fails: %s',
    (error) => {
      expect(readError(error)).toEqual({
        outcome: 'rejected',
        reason: `The destination failed on this event: ${error.message}.`,
      })
    },
  )

  it('retries after a TypeError, which a request without a network throws', () => {
    expect(readError(new TypeError('fetch failed')).outcome).toBe('retry')
  })
})

describe(readResults, () => {
  test.each([
    [
      'an accepted event',
      [{}, { data: { kind: 'accepted', event: { event_type: 'Seen' } } }],
      { outcome: 'accepted', sent: { event_type: 'Seen' } },
    ],
    [
      'a skipped event',
      [{ data: { kind: 'skipped', reason: 'No.' } }],
      { outcome: 'skipped', reason: 'No.' },
    ],
    ['a skipped event without a reason', [{ data: { kind: 'skipped' } }], { outcome: 'skipped' }],
    ['a result without data', [{}], { outcome: 'skipped' }],
  ])('reads %s', (_, results, verdict) => {
    expect(readResults(results)).toEqual(verdict)
  })
})

const sent = { event_type: 'Seen' }
describe(readStatus, () => {
  test.each([
    [
      'an accepted event',
      { status: 200, sent, body: 'Accepted by Amplitude.' },
      { outcome: 'accepted', sent },
    ],
    [
      'a skipped event',
      { status: 200, sent: { flag_key: 'hero' }, body: 'Not sent. A preview.' },
      { outcome: 'skipped', reason: 'A preview.' },
    ],
    ['a skipped event without a reason', { status: 200 }, { outcome: 'skipped' }],
    [
      'a refused event',
      { status: 400, errormessage: 'No.', sent },
      { outcome: 'rejected', reason: 'No.', sent },
    ],
    ['a throttled event', { status: 429, errormessage: 'Later.' }, { outcome: 'retry', reason: 'Later.' }],
    [
      'a missing entry',
      undefined,
      { outcome: 'retry', reason: 'The destination gave no answer for this event.' },
    ],
  ])('reads %s', (_, entry, verdict) => {
    expect(readStatus(entry)).toEqual(verdict)
  })
})
