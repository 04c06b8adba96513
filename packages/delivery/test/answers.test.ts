import { gzipSync } from 'node:zlib'
import { deliver, type Outcome } from '../src/index.js'
import { accept, answerWith, firstTime, startServer, type Behaviour } from './helpers/misbehaving-server.js'
import { sendWithFetch } from './helpers/send-with-fetch.js'

const kinds = { a: 'accepted', x: 'rejected', r: 'retry' } as const

/** Five events: 1 and 3 are of one person with two devices, 4 is of user-4. */
const events = [
  { n: 0, device_id: 'device-0' },
  { n: 1, device_id: 'device-1', user_id: 'user-1' },
  { n: 2, device_id: 'device-2' },
  { n: 3, device_id: 'device-3', user_id: 'user-1' },
  { n: 4, device_id: 'device-4', user_id: 'user-4' },
].map((event) => ({ event_type: '[Experiment] Impression', ...event }))

async function deliverTo(behave: Behaviour, signal?: AbortSignal) {
  const server = await startServer(behave)
  try {
    const outcomes = await deliver(events, { send: sendWithFetch(server.url, signal), apiKey: 'the-key' })
    return { outcomes, requests: server.uploads.length }
  } finally {
    await server.close()
  }
}

/** Answers so as long as event `n` is in the upload. */
function whileIn(n: number, behaviour: Behaviour): Behaviour {
  return (response, upload, count) => {
    ;(upload.events.some((event) => event.n === n) ? behaviour : accept)(response, upload, count)
  }
}

/** Answers uploads with events so, and those without as ingestion does. */
function unlessEmpty(behaviour: Behaviour): Behaviour {
  return (response, upload, count) => {
    const empty = answerWith(400, {
      code: 400,
      error: 'Request missing required field',
      missing_field: 'events',
    })
    ;(upload.events.length > 0 ? behaviour : empty)(response, upload, count)
  }
}

function badRequest(more: Readonly<Record<string, unknown>>): Behaviour {
  return answerWith(400, { code: 400, error: 'Invalid field values on some events', ...more })
}

function tooMany(more: Readonly<Record<string, unknown>>): Behaviour {
  return answerWith(429, { code: 429, error: 'Too many requests for some devices and users', ...more })
}

const html = { 'content-type': 'text/html' }
const half = '{"code":200,"events_ingested":5,"payload_'

/** Behaviour, what becomes of the five events, how many requests that takes, and what is said of those not accepted. */
const table: [string, Behaviour, string, number, Partial<Extract<Outcome, { cause: unknown }>>?][] = [
  // A 200 whose JSON says 200, too, is done. After any other answer of success everything is left for later.
  ['200', accept, 'aaaaa', 1],
  [
    '200 whose JSON is called text',
    answerWith(200, { code: 200 }, { 'content-type': 'text/plain' }),
    'aaaaa',
    1,
  ],
  [
    '200 that ingested fewer, undocumented for duplicates',
    answerWith(200, { code: 200, events_ingested: 2 }),
    'aaaaa',
    1,
  ],
  [
    '200 with another code in the body',
    answerWith(200, { code: 500 }),
    'rrrrr',
    1,
    { cause: 'server', status: 200 },
  ],
  ['200 without a code', answerWith(200, {}), 'rrrrr', 1, { cause: 'server' }],
  ['200 with an empty body', answerWith(200, ''), 'rrrrr', 1, { cause: 'server' }],
  [
    '200 that is no JSON',
    answerWith(200, '<html>Welcome to the hotel</html>', html),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  ['200 whose JSON is no object', answerWith(200, '200'), 'rrrrr', 1, { cause: 'server' }],
  ['200 with half of its JSON', answerWith(200, half), 'rrrrr', 1, { cause: 'server' }],
  ['204', answerWith(204, ''), 'rrrrr', 1, { cause: 'server', status: 204 }],
  // A 400 about the key refuses the whole request. One that is cut or contradicts itself leaves everything for later.
  [
    '400 of a bad key (it is not 401)',
    answerWith(400, { code: 400, error: 'Invalid API key: the-key' }),
    'xxxxx',
    1,
    { cause: 'credentials', reason: 'Amplitude answered 400: Invalid API key.' },
  ],
  [
    '400 of no key',
    answerWith(400, { code: 400, error: 'Request missing required field', missing_field: 'api_key' }),
    'xxxxx',
    1,
    { cause: 'credentials' },
  ],
  ['401', answerWith(401, 'Unauthorized', html), 'xxxxx', 1, { cause: 'credentials' }],
  [
    '400 of another path',
    answerWith(400, { code: 400, error: 'Invalid request path' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 of a lost body',
    answerWith(400, { code: 400, error: 'Missing request body' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 of lost events',
    answerWith(400, { code: 400, missing_field: 'events' }),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  [
    '400 of a field that one event lacks',
    whileIn(
      2,
      answerWith(400, { code: 400, error: 'Request missing required field', missing_field: 'event_type' }),
    ),
    'aaxaa',
    5,
    { cause: 'event' },
  ],
  [
    '400 of a body that one event spoils',
    whileIn(2, answerWith(400, { code: 400, error: 'Invalid JSON request body' })),
    'aaxaa',
    5,
    { reason: 'Amplitude answered 400: Invalid JSON request body.' },
  ],
  ['400 of one event', whileIn(2, answerWith(400, { code: 400, error: 'Invalid event JSON' })), 'aaxaa', 5],
  [
    '400 that is no JSON',
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
  // A 400 takes nothing of the upload: bad events are dropped, searched for where it names none, and the others are sent again.
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
    '400: id lengths, undocumented',
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
    '400: an index that is not there',
    whileIn(4, badRequest({ events_with_invalid_fields: { time: [0, 7] } })),
    'aaaax',
    4,
  ],
  [
    '400: indices that are none',
    whileIn(4, badRequest({ events_with_invalid_fields: { time: ['0', 1.5, -1] } })),
    'aaaax',
    4,
  ],
  ['400: names nothing', whileIn(4, badRequest({ events_with_invalid_fields: {} })), 'aaaax', 4],
  [
    '400: says something new',
    whileIn(0, answerWith(400, { error: 'user-1 is the-key' })),
    'xaaaa',
    6,
    { reason: 'Amplitude answered 400.' },
  ],
  // Events of a silenced device are dropped. What is throttled is left for later, in a 400 as in a 429.
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
    '400: silenced, and throttled beside',
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
    '400: throttled only',
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
  // A 403 is of a firewall that matches a text, or of a sanctioned region, and may not be JSON.
  [
    '403 for one event',
    whileIn(2, answerWith(403, { code: 403, error: 'Forbidden' })),
    'aaxaa',
    7,
    { cause: 'event', status: 403, reason: 'Amplitude answered 403: Forbidden.' },
  ],
  [
    '403 that is no JSON for one event',
    whileIn(2, answerWith(403, '<html>Request blocked</html>', html)),
    'aaxaa',
    7,
    { cause: 'event', reason: 'Amplitude answered 403.' },
  ],
  [
    '403 for every event, but not for an upload without',
    unlessEmpty(answerWith(403, '')),
    'xxxxx',
    17,
    { cause: 'event' },
  ],
  [
    '403 whatever is in the upload',
    answerWith(403, '<html>Not from here</html>', html),
    'rrrrr',
    2,
    { cause: 'server', status: 403 },
  ],
  // A 413 has the upload split. One event that is too large by itself is dropped.
  [
    '413 for more than two events',
    (response, upload, count) => {
      ;(upload.events.length > 2 ? answerWith(413, { code: 413, error: 'Payload too large' }) : accept)(
        response,
        upload,
        count,
      )
    },
    'aaaaa',
    5,
  ],
  [
    '413 for one event, not in JSON',
    whileIn(2, answerWith(413, '<html>', html)),
    'aaxaa',
    5,
    { cause: 'event', status: 413 },
  ],
  // A 429 takes nothing of the upload. Those it names wait, everybody where it names nobody, and the others are sent again at once.
  [
    '429: throttled users, with all their devices',
    firstTime(tooMany({ throttled_users: { 'user-1': 40 } })),
    'arara',
    2,
    { cause: 'throttled', status: 429, waitMs: 30_000 },
  ],
  [
    '429: throttled devices, with all of their person',
    firstTime(tooMany({ throttled_devices: { 'device-3': 40 } })),
    'arara',
    2,
    { waitMs: 30_000 },
  ],
  ['429: throttled events', firstTime(tooMany({ throttled_events: [4] })), 'aaaar', 2, { waitMs: 30_000 }],
  ['429: throttled ids as a list', firstTime(tooMany({ throttled_devices: ['device-4'] })), 'aaaar', 2],
  [
    '429: users over the daily quota wait for an hour',
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
    '429: devices over the daily quota wait for an hour',
    firstTime(tooMany({ exceeded_daily_quota_devices: { 'device-1': 500_001 }, throttled_events: [3] })),
    'arara',
    2,
    { waitMs: 3_600_000 },
  ],
  [
    '429: an id of the other kind is nobody’s',
    tooMany({ throttled_users: { 'device-0': 40 }, throttled_devices: { 'user-1': 40 } }),
    'rrrrr',
    1,
    { cause: 'throttled', waitMs: 30_000 },
  ],
  [
    '429: a device that was not sent',
    tooMany({ throttled_devices: { 'derived-from-a-user-id': 40 } }),
    'rrrrr',
    1,
    { cause: 'throttled' },
  ],
  ['429: names nobody', tooMany({}), 'rrrrr', 1, { cause: 'throttled', status: 429, waitMs: 30_000 }],
  [
    '429 that is no JSON',
    answerWith(429, 'slow down', html),
    'rrrrr',
    1,
    { cause: 'throttled', waitMs: 30_000 },
  ],
  // After 500, 502 and 504 the events may have been accepted or not, after 503 they have not. A 408 is tried again, as by Amplitude’s own SDK.
  ['408', answerWith(408, ''), 'rrrrr', 1, { cause: 'server', status: 408 }],
  ['500', answerWith(500, { code: 500 }), 'rrrrr', 1, { cause: 'server', status: 500 }],
  ['502 that is no JSON', answerWith(502, '<html>Bad gateway</html>', html), 'rrrrr', 1, { cause: 'server' }],
  ['503', answerWith(503, { code: 503 }), 'rrrrr', 1, { cause: 'server' }],
  ['504', answerWith(504, ''), 'rrrrr', 1, { cause: 'server' }],
  ['404', answerWith(404, 'no such page', html), 'rrrrr', 1, { cause: 'server' }],
  // A redirect is an error of configuration and is not followed: nobody else is told the key.
  ['301', answerWith(301, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server', status: 301 }],
  ['302', answerWith(302, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server' }],
  ['307', answerWith(307, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server' }],
  // Where no answer comes, or half of one, the whole upload is left for later.
  [
    'a cut before the answer',
    (response) => response.destroy(),
    'rrrrr',
    1,
    { cause: 'server', status: undefined, reason: 'Amplitude did not answer.' },
  ],
  ['a cut halfway through the body', cutHalfway, 'rrrrr', 1, { cause: 'server', status: undefined }],
  [
    'gzip that is none',
    answerWith(200, '{"code":200}', { 'content-encoding': 'gzip' }),
    'rrrrr',
    1,
    { cause: 'server', status: undefined },
  ],
  [
    'gzip that nobody announced',
    answerWith(200, gzipSync('{"code":200}')),
    'rrrrr',
    1,
    { cause: 'server', status: 200 },
  ],
  [
    'gzip as announced',
    answerWith(200, gzipSync('{"code":200}'), { 'content-encoding': 'gzip' }),
    'aaaaa',
    1,
  ],
]

function cutHalfway(...[response]: Parameters<Behaviour>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write(half, () => response.destroy())
}

describe('an answer of a real server', () => {
  it.each(table)('%s', async (_, behave, expected, requests, said = {}) => {
    const delivered = await deliverTo(behave)
    expect(delivered.outcomes.map(({ outcome }) => outcome)).toStrictEqual(
      expected.split('').map((letter) => kinds[letter as keyof typeof kinds]),
    )
    expect(delivered.requests).toBe(requests)
    for (const outcome of delivered.outcomes) {
      if (outcome.outcome !== 'accepted') expect(outcome).toMatchObject(said)
      expect(JSON.stringify(outcome)).not.toMatch(/the-key|user-|device-\d/)
    }
  })

  it('that never comes is given up by the sender, and everything is left for later', async () => {
    const timeout = new AbortController()
    const { outcomes, requests } = await deliverTo(() => {
      timeout.abort()
    }, timeout.signal)
    expect(requests).toBe(1)
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toStrictEqual(new Set(['retry']))
  })

  it('that names every other event in more than 16 KB is read to its end', async () => {
    const many = Array.from({ length: 1999 }, (_, n) => ({
      event_type: 'x',
      device_id: `device-${String(n)}`,
      n,
    }))
    const odd = many.map(({ n }) => n).filter((n) => n % 2 === 1)
    const server = await startServer(
      firstTime(
        badRequest({ events_with_invalid_fields: { time: odd, device_id: odd, insert_id: odd, ip: odd } }),
      ),
    )
    const outcomes = await deliver(many, { send: sendWithFetch(server.url), apiKey: 'the-key' })
    await server.close()
    expect(outcomes.map(({ outcome }) => outcome)).toStrictEqual(
      many.map(({ n }) => (n % 2 === 1 ? 'rejected' : 'accepted')),
    )
    expect(server.uploads).toHaveLength(2)
  })
})
