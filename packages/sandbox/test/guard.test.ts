import { request } from 'node:http'
import { createStage, statusOf } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

/** The status of a request with headers that `fetch` doesn't allow. */
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
  'answers %s only under its own names',
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

test('accepts calls only from pages on this machine', async () => {
  const sandbox = await stage.start()
  const status = (origin: string) => statusWith(`${sandbox.url}/v1/track`, { origin }, 'OPTIONS')

  expect(await status('http://localhost:3000')).toBe(204)
  expect(await status('https://shop.example')).toBe(403)
  expect(await status('null')).toBe(403)
})

test('listens only on loopback', async () => {
  const sandbox = await stage.start()
  expect(new URL(sandbox.url).hostname).toBe('127.0.0.1')
})

test('answers 404 as JSON at an unknown address', async () => {
  const sandbox = await stage.start()
  const response = await fetch(`${sandbox.url}/nothing`)
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: 'There is nothing at this address.' })
})

describe('the event debugger', () => {
  test('is the page at /, with a policy that allows only its own scripts', async () => {
    const sandbox = await stage.start()
    const response = await fetch(sandbox.url)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    const files = [...(await response.text()).matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(
      ([, file]) => file ?? '',
    )
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) expect(await statusOf(`${sandbox.url}/${file}`)).toBe(200)
  })

  test.each(['package.json', '..%2Fpackage.json', 'nothing.js'])('doesn’t serve %s', async (file) => {
    const sandbox = await stage.start()
    expect(await statusOf(`${sandbox.url}/${file}`)).toBe(404)
  })
})
