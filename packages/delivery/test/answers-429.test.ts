import { answerWith, firstTime } from './helpers/misbehaving-server.js'
import { expectOutcomes, html, tooMany, type AnswerCase } from './helpers/real-answers.js'

const table: AnswerCase[] = [
  // A 429 ingests nothing. The people it names wait, or everybody if it names nobody. The others are sent again at once.
  [
    '429: throttled users wait with all their devices',
    firstTime(tooMany({ throttled_users: { 'user-1': 40 } })),
    'arara',
    2,
    { cause: 'throttled', status: 429, waitMs: 30_000 },
  ],
  [
    '429: throttled devices wait with all events of their person',
    firstTime(tooMany({ throttled_devices: { 'device-3': 40 } })),
    'arara',
    2,
    { waitMs: 30_000 },
  ],
  ['429: throttled events', firstTime(tooMany({ throttled_events: [4] })), 'aaaar', 2, { waitMs: 30_000 }],
  ['429: throttled ids as an array', firstTime(tooMany({ throttled_devices: ['device-4'] })), 'aaaar', 2],
  [
    '429: users over the daily quota wait an hour',
    firstTime(
      tooMany({
        exceeded_daily_quota_users: { 'user-4': 500_001 },
        throttled_users: { 'user-4': 40 },
        throttled_events: [4],
      }),
    ),
    'aaaar',
    2,
    { waitMs: 3_600_000 },
  ],
  [
    '429: devices over the daily quota wait an hour',
    firstTime(tooMany({ exceeded_daily_quota_devices: { 'device-1': 500_001 }, throttled_events: [3] })),
    'arara',
    2,
    { waitMs: 3_600_000 },
  ],
  [
    '429: an id of the other kind matches nobody',
    tooMany({ throttled_users: { 'device-0': 40 }, throttled_devices: { 'user-1': 40 } }),
    'rrrrr',
    1,
    { cause: 'throttled', waitMs: 30_000 },
  ],
  [
    '429: a device that wasn’t sent',
    tooMany({ throttled_devices: { 'derived-from-a-user-id': 40 } }),
    'rrrrr',
    1,
    { cause: 'throttled' },
  ],
  ['429: no names', tooMany({}), 'rrrrr', 1, { cause: 'throttled', status: 429, waitMs: 30_000 }],
  [
    '429 that isn’t JSON',
    answerWith(429, 'slow down', html),
    'rrrrr',
    1,
    { cause: 'throttled', waitMs: 30_000 },
  ],
]

describe('a 429 of a real server', () => {
  it.each(table)('%s', async (...row) => {
    await expectOutcomes(...row)
  })
})
