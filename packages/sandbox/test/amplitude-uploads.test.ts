import { gzipSync } from 'node:zlib'
import { sandboxProject } from '../src/index.js'
import { createStage, post, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const event = (over: object = {}) => ({ event_type: 'Anything', device_id: 'device-1', ...over })

test('answers with the number of ingested events', async () => {
  const sandbox = await stage.start({ now: () => 1_795_406_548_956 })
  const body = { api_key: sandboxProject.apiKey, events: [event(), event()] }
  expect(await post(`${sandbox.url}/amplitude/2/httpapi`, body)).toEqual({
    status: 200,
    body: {
      code: 200,
      events_ingested: 2,
      payload_size_bytes: JSON.stringify(body).length,
      server_upload_time: 1_795_406_548_956,
    },
  })
})

test.each([
  ['no body', '', { code: 400, error: 'Missing request body' }],
  ['invalid JSON', '{', { code: 400, error: 'Invalid JSON request body' }],
  [
    'no key',
    { events: [] },
    { code: 400, error: 'Request missing required field', missing_field: 'api_key' },
  ],
  ['another key', { api_key: 'other', events: [] }, { code: 400, error: 'Invalid API key' }],
  [
    'no events',
    { api_key: sandboxProject.apiKey },
    { code: 400, error: 'Request missing required field', missing_field: 'events' },
  ],
  [
    'events that are no list',
    { api_key: sandboxProject.apiKey, events: {} },
    { code: 400, error: 'Invalid event JSON' },
  ],
  [
    'an event that is none',
    { api_key: sandboxProject.apiKey, events: [1] },
    { code: 400, error: 'Invalid event JSON' },
  ],
  [
    'too many events',
    { api_key: sandboxProject.apiKey, events: Array(2001).fill({}) },
    { code: 413, error: 'Payload too large' },
  ],
  ['over 1 MB', 'x'.repeat(1_000_001), { code: 413, error: 'Payload too large' }],
  ['more than it reads', 'x'.repeat(21_000_001), { code: 413, error: 'Payload too large' }],
])('refuses %s', async (_, body, answer) => {
  const sandbox = await stage.start()
  expect(await post(`${sandbox.url}/amplitude/2/httpapi`, body)).toEqual({
    status: answer.code,
    body: answer,
  })
})

test.each([
  ['no type', { event_type: undefined }, { events_with_missing_fields: { event_type: [1] } }],
  ['a type that isn’t a string', { event_type: 1 }, { events_with_invalid_fields: { event_type: [1] } }],
  ['no id', { device_id: undefined }, { events_with_missing_fields: { user_id: [1] } }],
  ['an id on the refused list', { user_id: 'Anonymous' }, { events_with_invalid_fields: { user_id: [1] } }],
  ['an id that is a number', { user_id: 12345 }, { events_with_invalid_fields: { user_id: [1] } }],
  ['a short id next to a valid one', { user_id: 'me' }, { events_with_invalid_id_lengths: { user_id: [1] } }],
  ['a time that is a string', { time: '2026-11-23' }, { events_with_invalid_fields: { time: [1] } }],
  ['a time that isn’t an integer', { time: 1.5 }, { events_with_invalid_fields: { time: [1] } }],
  [
    'properties that are a list',
    { event_properties: [] },
    { events_with_invalid_fields: { event_properties: [1] } },
  ],
  [
    'properties 41 layers deep',
    { event_properties: nested(41) },
    { events_with_invalid_fields: { event_properties: [1] } },
  ],
])('names an event with %s', async (_, over, named) => {
  const sandbox = await stage.start()
  const { status, body } = await upload(sandbox, [event(), event(over)])
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 400, ...named })
  expect(sandbox.user('device-1')).toBeUndefined()
})

test('accepts properties that are 40 layers deep, and null fields', async () => {
  const sandbox = await stage.start()
  const { status } = await upload(sandbox, [
    event({ event_properties: nested(40), user_id: null, time: null, user_properties: null }),
  ])
  expect(status).toBe(200)
})

test('accepts shorter ids if the upload allows them', async () => {
  const sandbox = await stage.start()
  const { status } = await upload(sandbox, [event({ user_id: 'me' })], { options: { min_id_length: 1 } })
  expect(status).toBe(200)
})

test.each([
  ['the first event at HTTP V2', '2/httpapi', [0]],
  ['all events at Batch', 'batch', [0, 1]],
])('names %s', async (_, api, indices) => {
  const sandbox = await stage.start()
  const { body } = await upload(sandbox, [event({ time: 1.5 }), event({ time: 2.5 })], { api })
  expect(body['events_with_invalid_fields']).toEqual({ time: indices })
})

test('accepts 20 MB at Batch', async () => {
  const sandbox = await stage.start()
  const { status } = await upload(sandbox, [event({ event_properties: { long: 'x'.repeat(1_500_000) } })], {
    api: 'batch',
  })
  expect(status).toBe(200)
})

test('unzips bodies, and refuses those that are broken or too large', async () => {
  const sandbox = await stage.start()
  const send = async (bytes: Buffer) => {
    const response = await fetch(`${sandbox.url}/amplitude/2/httpapi`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: new Uint8Array(bytes),
    })
    return response.status
  }
  const body = JSON.stringify({ api_key: sandboxProject.apiKey, events: [event()] })
  expect(await send(gzipSync(body))).toBe(200)
  expect(await send(Buffer.from(body))).toBe(400)
  expect(await send(gzipSync(Buffer.alloc(30_000_000)))).toBe(413)
})

test('drops a second event with the same insert id and device for 7 days', async () => {
  let now = 0
  const sandbox = await stage.start({ now: () => now })
  const count = async (over: object) => {
    const { status } = await upload(sandbox, [
      event({ insert_id: 'one', user_properties: { $add: { count: 1 } }, user_id: 'user-1', ...over }),
    ])
    expect(status).toBe(200)
    return sandbox.user('user-1')?.userProperties['count']
  }
  const day = 24 * 60 * 60 * 1000
  expect(await count({})).toBe(1)
  expect(await count({})).toBe(1)
  expect(await count({ device_id: 'device-2' })).toBe(2)
  expect(await count({ device_id: undefined })).toBe(3)
  expect(await count({ insert_id: undefined })).toBe(4)
  now = 7 * day - 1
  expect(await count({})).toBe(4)
  now = 7 * day
  expect(await count({})).toBe(5)
})

test('cuts texts to 1024 characters', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    event({ user_properties: { $set: { long: 'x'.repeat(1025), list: ['y'.repeat(1025)] } } }),
  ])
  expect(sandbox.user('device-1')?.userProperties).toEqual({
    long: 'x'.repeat(1024),
    list: ['y'.repeat(1024)],
  })
})

test('transforms a raw impression, as Amplitude does', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    event({ event_type: '$impression', event_properties: { flag_key: 'hero', variant: 'b' } }),
    event({ event_type: '$exposure', event_properties: { variant: 'no flag key' } }),
  ])
  expect(sandbox.user('device-1')?.userProperties).toEqual({ '[Experiment] hero': 'b' })
})

test('keeps the user properties if an event asks for it', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    event({ $skip_user_properties_sync: true, user_properties: { $set: { plan: 'pro' } } }),
  ])
  expect(sandbox.user('device-1')?.userProperties).toEqual({})
})

function nested(layers: number): object {
  return layers === 1 ? {} : { inner: nested(layers - 1) }
}
