// The requests to Amplitude that a record shows, with their answers.
import { createStage, impression, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('records the request of each try, without the key, and its answer', async () => {
  const { endpoints } = await stage.startAmplitude(500, 200)
  const sandbox = await stage.start({
    amplitude: { apiKey: 'given-key', region: 'north_america' },
    endpoints,
  })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  const request = { url: endpoints.httpapi, body: { events: [{ insert_id: 'message-1' }] } }
  expect(sandbox.events()[0]?.attempts).toMatchObject([
    { outcome: 'retry', exchange: { request, answer: { status: 500, body: { code: 500 } } } },
    { outcome: 'accepted', exchange: { request, answer: { status: 200, body: { code: 200 } } } },
  ])
  expect(JSON.stringify(sandbox.events())).not.toContain('given-key')
})

test('records no exchange if there was none', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression({}, { flag_key: undefined }))
  await sandbox.settled()
  expect(sandbox.events()[0]?.attempts[0]).not.toHaveProperty('exchange')
})

test('doesn’t record a key that Amplitude repeats', async () => {
  const { endpoints } = await stage.startAmplitude(400)
  const sandbox = await stage.start({
    amplitude: { apiKey: 'given-key', region: 'north_america' },
    endpoints,
  })
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()

  const [attempt] = sandbox.events()[0]?.attempts ?? []
  expect(attempt?.exchange?.answer['body']).toEqual({ code: 400, error: 'Invalid API key: (API key)' })
  expect(JSON.stringify(sandbox.events())).not.toContain('given-key')
})
