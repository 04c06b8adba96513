import { readError, readResults, readStatus } from '../src/segment-host/attempt.js'
import { automaticPresets } from '../src/segment-host/automatic-presets.js'
import { toShownAnswer } from '../src/segment-host/exchange.js'
import { handBatch } from '../src/segment-host/hand-over.js'
import { addServerSideFields } from '../src/segment/server-side.js'

describe(readError, () => {
  // Segment's action-destinations, "Error handling": what is tried again.
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
  ])('takes status %i for %s', (status, outcome) => {
    expect(readError({ status, message: 'No.' })).toEqual({ outcome, reason: 'No.' })
  })

  test.each([
    ['an error without a status', new Error('Broken.'), 'Broken.'],
    ['an error with a stack trace in its words', new Error('\nBroken.\n  at file.js:1'), 'Broken.'],
    ['an error without words', {}, 'The destination failed.'],
  ])('tries %s again', (_, error, reason) => {
    expect(readError(error)).toEqual({ outcome: 'retry', reason })
  })
})

test.each([new RangeError('Maximum call stack size exceeded'), new ReferenceError('x is not defined')])(
  'rejects an event on which the destination itself fails, which it would again: %s',
  (error) => {
    expect(readError(error)).toEqual({
      outcome: 'rejected',
      reason: `The destination failed on this event: ${error.message}.`,
    })
  },
)

test('tries a TypeError again, which is what a request without a network ends with', () => {
  expect(readError(new TypeError('fetch failed')).outcome).toBe('retry')
})

test('rejects of a batch only the event that breaks it', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const events = ids.map((messageId) => ({ messageId, type: 'track' }))
  const handed = await handBatch(events, {
    settings: {},
    watch: async (run) => ({ result: await run(), uploads: [] }),
    destination: {
      onEvent: () => Promise.resolve([]),
      onBatch: (batch) => {
        if (batch.some(({ messageId }) => messageId === 'c'))
          return Promise.reject(new RangeError('Too deep'))
        const multistatus = batch.map(() => ({
          status: 200,
          sent: { event_type: 'Seen' },
          body: 'Accepted.',
        }))
        return Promise.resolve([{ multistatus }])
      },
    },
  })
  expect(handed.map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'accepted',
    'rejected',
    'accepted',
    'accepted',
  ])
})

test.each<[string, unknown, unknown]>([
  ['a long text', 'x'.repeat(70_000), `${'x'.repeat(2000)}… and 68000 more characters`],
  [
    'what is nested too deep',
    JSON.parse('['.repeat(5000) + ']'.repeat(5000)),
    '(nested too deep to be shown)',
  ],
])('cuts %s of an answer', (_, body, shown) => {
  expect(toShownAnswer('key', body)).toEqual(shown)
})

test.each([
  [
    'it was accepted',
    [{}, { data: { kind: 'accepted', event: { event_type: 'Seen' } } }],
    { outcome: 'accepted', sent: { event_type: 'Seen' } },
  ],
  ['it was skipped', [{ data: { kind: 'skipped', reason: 'No.' } }], { outcome: 'skipped', reason: 'No.' }],
  ['the result has no words', [{ data: { kind: 'skipped' } }], { outcome: 'skipped' }],
  ['the result says nothing', [{}], { outcome: 'skipped' }],
])('reads the results of an event: %s', (_, results, verdict) => {
  expect(readResults(results)).toEqual(verdict)
})

const sent = { event_type: 'Seen' }
test.each([
  ['accepted', { status: 200, sent, body: 'Accepted by Amplitude.' }, { outcome: 'accepted', sent }],
  [
    'skipped',
    { status: 200, sent: { flag_key: 'hero' }, body: 'Not sent. A preview.' },
    { outcome: 'skipped', reason: 'A preview.' },
  ],
  ['skipped without words', { status: 200 }, { outcome: 'skipped' }],
  ['refused', { status: 400, errormessage: 'No.', sent }, { outcome: 'rejected', reason: 'No.', sent }],
  ['throttled', { status: 429, errormessage: 'Later.' }, { outcome: 'retry', reason: 'Later.' }],
  ['not there', undefined, { outcome: 'retry', reason: 'The destination gave no answer for this event.' }],
])('reads an event’s entry in a multistatus: %s', (_, entry, verdict) => {
  expect(readStatus(entry)).toEqual(verdict)
})

test('enabling a destination subscribes its automatic presets, and no others', () => {
  const preset = { name: 'Impressions', partnerAction: 'trackImpression', mapping: {} }
  const automatic = { ...preset, type: 'automatic', subscribe: 'type = "track"' } as const
  const specific = { ...preset, type: 'specificEvent', eventSlug: 'journeys_step_entered_track' } as const
  expect(automaticPresets({ presets: [automatic, specific] })).toEqual([automatic])
  expect(automaticPresets({})).toEqual([])
})

test('a call of no type is of an unknown one, and an empty message id is replaced', () => {
  const arrival = { receivedAt: 0, ip: '127.0.0.1', newMessageId: () => 'new' }
  expect(addServerSideFields({ messageId: '', context: 'x' }, arrival)).toEqual({
    type: 'unknown',
    messageId: 'new',
    context: { ip: '127.0.0.1' },
    originalTimestamp: '1970-01-01T00:00:00.000Z',
    receivedAt: '1970-01-01T00:00:00.000Z',
    timestamp: '1970-01-01T00:00:00.000Z',
    version: 2,
  })
})
