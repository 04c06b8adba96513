import { answerWith, firstTime } from './helpers/misbehaving-server.js'
import { badRequest, expectOutcomes, html, whileIn, type AnswerCase } from './helpers/real-answers.js'

const table: AnswerCase[] = [
  // A 400 about the key refuses the whole request. After one that is cut off or contradicts itself, everything is sent again later.
  [
    '400 for a bad key (Amplitude doesn’t answer 401)',
    answerWith(400, { code: 400, error: 'Invalid API key: the-key' }),
    'xxxxx',
    1,
    { cause: 'credentials', reason: 'Amplitude answered 400: Invalid API key.' },
  ],
  [
    '400 for a missing key',
    answerWith(400, { code: 400, error: 'Request missing required field', missing_field: 'api_key' }),
    'xxxxx',
    1,
    { cause: 'credentials' },
  ],
  ['401', answerWith(401, 'Unauthorized', html), 'xxxxx', 1, { cause: 'credentials' }],
  [
    '400 for another path',
    answerWith(400, { code: 400, error: 'Invalid request path' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 for a lost body',
    answerWith(400, { code: 400, error: 'Missing request body' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 for lost events',
    answerWith(400, { code: 400, missing_field: 'events' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 for a field that one event lacks',
    whileIn(
      2,
      answerWith(400, { code: 400, error: 'Request missing required field', missing_field: 'event_type' }),
    ),
    'aaxaa',
    5,
    { cause: 'event' },
  ],
  [
    '400 for a body that one event makes invalid',
    whileIn(2, answerWith(400, { code: 400, error: 'Invalid JSON request body' })),
    'aaxaa',
    5,
    { reason: 'Amplitude answered 400: Invalid JSON request body.' },
  ],
  ['400 for one event', whileIn(2, answerWith(400, { code: 400, error: 'Invalid event JSON' })), 'aaxaa', 5],
  [
    '400 that isn’t JSON',
    answerWith(400, '<html>Bad request</html>', html),
    'rrrrr',
    1,
    { cause: 'server', status: 400 },
  ],
  [
    '400 with half of its JSON',
    answerWith(400, '{"code":400,"error":"Invalid API k'),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  ['400 with another code in the body', answerWith(400, { code: 500 }), 'rrrrr', 1, { cause: 'server' }],
  // A 400 ingests nothing. The bad events are rejected, after a search if the answer names none. The others are sent again.
  [
    '400: invalid fields',
    firstTime(badRequest({ events_with_invalid_fields: { time: [1, 3], 'user_properties.x': [3] } })),
    'axaxa',
    2,
    { cause: 'event', reason: 'Amplitude answered 400: Invalid field values on some events.' },
  ],
  [
    '400: missing fields',
    firstTime(badRequest({ events_with_missing_fields: { event_type: [1] } })),
    'axaaa',
    2,
  ],
  [
    '400: id lengths (undocumented)',
    firstTime(
      badRequest({
        error: 'Invalid id length for user_id or device_id',
        events_with_invalid_id_lengths: { user_id: [4], device_id: [0] },
      }),
    ),
    'xaaax',
    2,
    { reason: 'Amplitude answered 400: Invalid id length for user_id or device_id.' },
  ],
  [
    '400: an index outside the upload',
    whileIn(4, badRequest({ events_with_invalid_fields: { time: [0, 7] } })),
    'aaaax',
    4,
  ],
  [
    '400: indices that aren’t indices',
    whileIn(4, badRequest({ events_with_invalid_fields: { time: ['0', 1.5, -1] } })),
    'aaaax',
    4,
  ],
  ['400: no names', whileIn(4, badRequest({ events_with_invalid_fields: {} })), 'aaaax', 4],
  [
    '400: an undocumented error',
    whileIn(0, answerWith(400, { error: 'user-1 is the-key' })),
    'xaaaa',
    6,
    { reason: 'Amplitude answered 400.' },
  ],
  // Events of a silenced device are rejected. Throttled events are sent again later, in a 400 as in a 429.
  [
    '400: silenced events',
    firstTime(badRequest({ error: 'Events silenced for device_id', silenced_events: [2] })),
    'aaxaa',
    2,
    { reason: 'Amplitude answered 400: Events silenced for device_id.' },
  ],
  [
    '400: silenced devices, by id',
    firstTime(badRequest({ silenced_devices: ['device-2', 'user-4'] })),
    'aaxaa',
    2,
    { cause: 'event' },
  ],
  [
    '400: silenced and throttled events',
    firstTime(
      badRequest({
        silenced_devices: ['device-2'],
        silenced_events: [2],
        throttled_events: [0, 2],
        throttled_devices: { 'device-4': 31 },
      }),
    ),
    'raxar',
    2,
  ],
  [
    '400: throttled events only',
    firstTime(badRequest({ silenced_devices: [], silenced_events: [], throttled_events: [0] })),
    'raaaa',
    2,
    { cause: 'throttled', waitMs: 30_000 },
  ],
  [
    '400: over the daily quota',
    firstTime(badRequest({ exceeded_daily_quota_devices: { 'device-0': 1 } })),
    'raaaa',
    2,
    { waitMs: 3_600_000 },
  ],
]

describe('a 400 of a real server', () => {
  it.each(table)('%s', async (...row) => {
    await expectOutcomes(...row)
  })
})
