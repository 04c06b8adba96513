// Faults that replace an answer of Amplitude's.
import { activate, reports, sendEvent } from './helpers/faults.js'
import { createStage, storedEvents } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('replaces the status, and ingests nothing', async () => {
  const sandbox = await stage.start()
  expect(await activate(sandbox, { status: 503, times: 2 })).toEqual({
    status: 201,
    body: { id: 1, status: 503, times: 2, requests: 0, hits: 0 },
  })
  const failure = { status: 503, body: { code: 503, error: 'Service Unavailable' } }
  expect(await sendEvent(sandbox)).toEqual(failure)
  expect(await sendEvent(sandbox)).toEqual(failure)
  expect(await storedEvents(sandbox)).toEqual([])
  expect(await sendEvent(sandbox)).toMatchObject({ status: 200 })
  expect(await reports(sandbox)).toEqual([{ id: 1, status: 503, times: 2, requests: 2, hits: 2 }])
})

test.each([
  [
    'JSON',
    { status: 429, body: { code: 429, error: 'x' } },
    429,
    'application/json',
    '{"code":429,"error":"x"}',
  ],
  ['text', { status: 403, body: '<p>Forbidden</p>' }, 403, 'text/plain', '<p>Forbidden</p>'],
  ['a body without a status', { body: { code: 200 } }, 200, 'application/json', '{"code":200}'],
  ['null', { body: null }, 200, 'application/json', 'null'],
  ['a status that isn’t an error', { status: 202 }, 202, 'application/json', '{}'],
  ['a status without a name', { status: 599 }, 599, 'application/json', '{"code":599,"error":"Fault"}'],
])('answers with %s', async (_, fault, status, type, text) => {
  const sandbox = await stage.start()
  await activate(sandbox, fault)
  const response = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(new RegExp(`^${type}`))
  expect(await response.text()).toBe(text)
})

test('answers without a body if the status has none', async () => {
  const sandbox = await stage.start()
  await activate(sandbox, { status: 204 })
  const response = await fetch(`${sandbox.url}/amplitude/batch`, { method: 'POST', body: '{}' })
  expect([response.status, await response.text()]).toEqual([204, ''])
})
