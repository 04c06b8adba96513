import { request } from 'node:http'
import { createStage, impression, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

/** The status of a request with headers that `fetch` does not let through. */
function statusWith(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

test.each(['/', '/api/events', '/v1/projects/any/settings'])(
  'answers at %s only to its own names',
  async (path) => {
    const sandbox = await stage.start()
    const { port } = new URL(sandbox.url)
    const status = (host: string) => statusWith(`${sandbox.url}${path}`, { host })

    expect(await status(`127.0.0.1:${port}`)).toBe(200)
    expect(await status(`localhost:${port}`)).toBe(200)
    expect(await status('sandbox.example')).toBe(403)
    expect(await status('127.0.0.1.example')).toBe(403)
  },
)

test('takes calls from pages on this machine and from no other', async () => {
  const sandbox = await stage.start()
  const status = (origin: string) => statusWith(`${sandbox.url}/v1/track`, { origin }, 'OPTIONS')

  expect(await status('http://localhost:3000')).toBe(204)
  expect(await status('https://shop.example')).toBe(403)
  expect(await status('null')).toBe(403)
})

test('listens on loopback only', async () => {
  const sandbox = await stage.start()
  expect(new URL(sandbox.url).hostname).toBe('127.0.0.1')
})

test('says in JSON where nothing is', async () => {
  const sandbox = await stage.start()
  const response = await fetch(`${sandbox.url}/nothing`)
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: 'There is nothing at this address.' })
})

describe('the page', () => {
  test('says what to do while there is nothing', async () => {
    const sandbox = await stage.start()
    expect(await (await fetch(sandbox.url)).text()).toContain('Nothing has arrived yet.')
  })

  test('brings its style', async () => {
    const sandbox = await stage.start()
    const response = await fetch(`${sandbox.url}/style.css`)
    expect(response.headers.get('content-type')).toBe('text/css')
  })

  test('shows hostile events as text, under a policy that runs no script', async () => {
    const sandbox = await stage.start()
    const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    await post(
      `${sandbox.url}/v1/t`,
      impression({ userId: hostile }, { flag_key: hostile, variant: hostile }),
    )
    await post(
      `${sandbox.url}/v1/t`,
      impression({ messageId: 'two' }, { flag_key: { [hostile]: 'x'.repeat(300) } }),
    )
    await sandbox.settled()
    const response = await fetch(sandbox.url)
    const page = await response.text()

    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toMatch(/<script|<img/)
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; frame-ancestors 'none'$/,
    )
  })

  test('shows both forms, the user property before and after, and why an event was refused', async () => {
    const sandbox = await stage.start()
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'a' }, { variant: 'control' }))
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'b' }, { variant: null }))
    await post(`${sandbox.url}/v1/t`, impression({ messageId: 'c' }, { flag_key: null }))
    await sandbox.settled()
    const page = await (await fetch(sandbox.url)).text()

    expect(page).toContain('3 events')
    for (const word of ['$impression', '[Experiment] Impression', '$unset', 'control →', 'FLAG_KEY_MISSING'])
      expect(page).toContain(word)
  })
})
