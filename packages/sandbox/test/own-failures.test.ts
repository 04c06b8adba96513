import { Hono } from 'hono'
import { guard } from '../src/server/guard.js'
import { arrivalOf } from '../src/segment/routes.js'
import { createStage, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('answers 500 if the sandbox itself fails, without details', async () => {
  let calls = 0
  const sandbox = await stage.start({
    now: () => {
      calls += 1
      if (calls > 1) throw new Error('A secret.')
      return 0
    },
  })
  expect(await post(`${sandbox.url}/v1/t`, {})).toEqual({
    status: 500,
    body: { error: 'The sandbox failed on this request.' },
  })
})

test('refuses a request without a host', async () => {
  const app = new Hono().use(guard).get('/', (context) => context.text('In.'))
  expect((await app.request('/')).status).toBe(403)
  expect((await app.request('/', { headers: { host: 'localhost' } })).status).toBe(200)
})

test.each([
  ['with', { remoteAddress: '127.0.0.2', remoteFamily: 'IPv4' }, '127.0.0.2'],
  ['without', {}, '127.0.0.1'],
])('records the IP of a sender %s an address', async (_, socket, ip) => {
  const app = new Hono().get('/', (context) => context.json(arrivalOf(context, 7)))
  const response = await app.request('/', {}, { incoming: { socket } })
  expect(await response.json()).toEqual({ receivedAt: 7, ip })
})
