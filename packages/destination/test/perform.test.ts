import { Destination } from '@segment/actions-core'
import nock from 'nock'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { createDestination } from '../src/index'
import { amplitude, ok, send, settings, subscribed, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('perform', () => {
  it.each([
    ['north_america', 'https://api2.amplitude.com'],
    ['europe', 'https://api.eu.amplitude.com'],
    [undefined, 'https://api2.amplitude.com'],
  ] as const)('posts to the region %s at %s', async (endpoint, url) => {
    const scope = nock(url).post('/2/httpapi').reply(200, ok)
    const { endpoint: _, ...keys } = settings
    await send(treatment, {}, endpoint === undefined ? keys : { endpoint })
    expect(scope.isDone()).toBe(true)
  })

  it.each([
    [
      400,
      { code: 400, error: 'Invalid API key: test-api-key' },
      { name: 'InvalidAuthenticationError', status: 401 },
    ],
    [
      400,
      { code: 400, error: 'Invalid field values on some events', events_with_invalid_fields: { time: [0] } },
      { status: 400 },
    ],
    [413, { code: 413, error: 'Payload too large' }, { status: 400 }],
    [
      429,
      { code: 429, error: 'Too many requests for some devices and users', throttled_events: [0] },
      { status: 429 },
    ],
    [500, { code: 500 }, { status: 500 }],
    [501, {}, { status: 503 }],
    [503, 'down', { status: 503 }],
    [404, 'nothing here', { status: 503 }],
  ])('turns %i %j into an error that Segment understands', async (status, body, error) => {
    amplitude([status, body])
    const thrown: unknown = await send(treatment).catch((reason: unknown) => reason)
    expect(thrown).toMatchObject(error)
    expect(String(thrown)).toMatch(/Amplitude answered|API key/)
    expect(String(thrown)).not.toContain('test-api-key')
  })
})

describe('a redirect', () => {
  it('isn’t followed, because the body contains the key', async () => {
    const elsewhere = nock('https://elsewhere.example').post('/2/httpapi').reply(200, ok)
    nock('https://api2.amplitude.com')
      .post('/2/httpapi')
      .reply(307, '', { location: 'https://elsewhere.example/2/httpapi' })
    await expect(send(treatment)).rejects.toMatchObject({ status: 503 })
    expect(elsewhere.isDone()).toBe(false)
  })
})

describe(createDestination, () => {
  it('delivers to the host’s own endpoints', async () => {
    const base = 'http://127.0.0.1:4747/amplitude'
    const own = createDestination({
      endpoints: {
        httpapi: `${base}/2/httpapi`,
        batch: `${base}/batch`,
        identify: `${base}/identify`,
        usersearch: `${base}/api/2/usersearch`,
        useractivity: `${base}/api/2/useractivity`,
        deletions: `${base}/api/2/deletions/users`,
      },
    })
    const scope = nock('http://127.0.0.1:4747').post('/amplitude/2/httpapi').reply(200, ok)
    await new Destination(own).onEvent(treatment as never, subscribed())
    expect(scope.isDone()).toBe(true)
  })
})
