// Amplitude docs, "Identify API": form-encoded `api_key` and `identification`.
import { sandboxProject, type Sandbox } from '../src/index.js'
import { createStage, storedEvents } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const { apiKey } = sandboxProject

async function identify(sandbox: Sandbox, form: Record<string, string> | FormData | string) {
  const body = typeof form === 'string' || form instanceof FormData ? form : new URLSearchParams(form)
  const response = await fetch(`${sandbox.url}/amplitude/identify`, { method: 'POST', body })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text }
}

test('updates one person', async () => {
  const sandbox = await stage.start({ now: () => 1234 })
  const identification = { user_id: 'user-1', user_properties: { plan: 'pro' } }
  expect(
    await identify(sandbox, { api_key: apiKey, identification: JSON.stringify(identification) }),
  ).toEqual({ status: 200, body: 'success' })
  expect(sandbox.user('user-1')?.userProperties).toEqual({ plan: 'pro' })
  expect(await storedEvents(sandbox)).toEqual([
    {
      event: { ...identification, event_type: '$identify', time: 1234 },
      amplitude_id: sandbox.user('user-1')?.amplitudeId,
      server_received_time: 1234,
      api: 'identify',
    },
  ])
})

test('updates several people with operators, also from a multipart form', async () => {
  const sandbox = await stage.start()
  const form = new FormData()
  form.set('api_key', apiKey)
  form.set(
    'identification',
    JSON.stringify([
      { device_id: 'laptop', user_properties: { $set: { a: 1 } } },
      { device_id: 'laptop', user_properties: { $add: { a: 2 } } },
      { user_id: 'me', user_properties: { b: 1 } },
    ]),
  )
  expect(await identify(sandbox, form)).toEqual({ status: 200, body: 'success' })
  expect(sandbox.user('laptop')?.userProperties).toEqual({ a: 3 })
  expect(sandbox.user('me')?.userProperties).toEqual({ b: 1 })
})

test.each<[string, Record<string, string> | string, unknown]>([
  [
    'no key',
    { identification: '{}' },
    { code: 400, error: 'Request missing required field', missing_field: 'api_key' },
  ],
  ['another key', { api_key: 'other', identification: '{}' }, { code: 400, error: 'Invalid API key' }],
  ['no identification', { api_key: apiKey }, 'missing_event'],
  ['an identification that isn’t JSON', { api_key: apiKey, identification: '{' }, 'missing_event'],
  ['an identification that isn’t an object', { api_key: apiKey, identification: '[1]' }, 'missing_event'],
  ['an empty list of identifications', { api_key: apiKey, identification: '[]' }, 'missing_event'],
  [
    'nobody to identify',
    { api_key: apiKey, identification: '[{"user_properties":{"a":1}}]' },
    {
      code: 400,
      error: 'Request missing required field',
      events_with_missing_fields: { user_id: [0] },
    },
  ],
  [
    'a body that is no form',
    JSON.stringify({ api_key: apiKey, identification: {} }),
    { code: 400, error: 'Request missing required field', missing_field: 'api_key' },
  ],
])('refuses %s', async (_, form, answer) => {
  const sandbox = await stage.start()
  expect(await identify(sandbox, form)).toEqual({ status: 400, body: answer })
  expect(await storedEvents(sandbox)).toEqual([])
})

test('refuses a broken multipart form', async () => {
  const sandbox = await stage.start()
  const response = await fetch(`${sandbox.url}/amplitude/identify`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: 'no boundary at all',
  })
  expect(response.status).toBe(400)
})

test('throttles like HTTP V2, which the page refers to', async () => {
  const sandbox = await stage.start({ now: () => 0 })
  const ask = (count: number) =>
    identify(sandbox, {
      api_key: apiKey,
      identification: JSON.stringify(Array(count).fill({ device_id: 'laptop' })),
    })
  expect(await ask(900)).toMatchObject({ status: 200 })
  expect(await ask(1)).toMatchObject({
    status: 429,
    body: { eps_threshold: 30, throttled_devices: { laptop: 31 }, throttled_events: [0] },
  })
})
