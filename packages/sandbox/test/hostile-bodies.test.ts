import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createStage, getJson, impression, ownerHeaders, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const deep = (brackets: number): string => '['.repeat(brackets) + ']'.repeat(brackets)
const json = { 'content-type': 'application/json' }

const bodies: readonly (readonly [
  what: string,
  body: string | Uint8Array,
  headers?: Record<string, string>,
])[] = [
  ['an empty body', ''],
  ['half of a JSON object', '{"batch":[{"type":'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a string', '"x"'],
  ['NaN', 'NaN'],
  ['an object without fields', '{}'],
  [
    'keys that every object inherits',
    '{"__proto__":{"type":"track"},"constructor":{"prototype":1},"toString":2}',
  ],
  ['a key twice', '{"a":1,"a":2}'],
  ['a NUL byte', '{"a":"\u0000"}'],
  ['an escaped NUL and a lone surrogate', String.raw`{"type":"page","name":"\u0000\ud800"}`],
  ['bytes that aren’t UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  [
    'UTF-16',
    Buffer.from('{"type":"page"}', 'utf16le'),
    { 'content-type': 'application/json; charset=utf-16le' },
  ],
  ['an unknown charset', '{"type":"page"}', { 'content-type': 'application/json; charset=klingon' }],
  ['invalid gzip', 'x', { 'content-encoding': 'gzip' }],
  ['truncated gzip', gzipSync('{"type":"page"}').subarray(0, 20), { 'content-encoding': 'gzip' }],
  ['gzip that grows to 30 MB', gzipSync(Buffer.alloc(30_000_000)), { 'content-encoding': 'gzip' }],
  ['an unknown encoding', '{"type":"page"}', { 'content-encoding': 'x, br' }],
  [
    'a form',
    'api_key=sandbox-api-key&identification=%7B',
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
  ['a multipart form without a boundary', '--x', { 'content-type': 'multipart/form-data' }],
  ['a hundred thousand brackets', deep(100_000)],
  ['a field of a hundred thousand brackets', `{"properties":${deep(100_000)}}`],
  ['a batch with a hundred thousand brackets', `{"batch":[{"properties":${deep(100_000)}}]}`],
  [
    'a deep event for Amplitude',
    `{"api_key":"sandbox-api-key","events":[{"event_type":"x","x":${deep(100_000)}}]}`,
  ],
  [
    'a deep identification',
    `api_key=sandbox-api-key&identification={"user_id":"user-1","x":${deep(100_000)}}`,
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
  [
    'an option that is no number',
    '{"api_key":"sandbox-api-key","events":[{"event_type":"x","device_id":"device-2"}],"options":{"min_id_length":{"toString":1}}}',
  ],
  ['deep ids', `{"user_ids":${deep(100_000)}}`],
  ['a fault with a deep answer', `{"body":${deep(100_000)}}`],
  ['a batch of invalid calls', '{"batch":[1,null,[]]}'],
  ['5 MB', `"${'x'.repeat(5_000_000)}"`],
  ['30 MB', `"${'x'.repeat(30_000_000)}"`],
]

const routes = [
  '/v1/t',
  '/v1/identify',
  '/v1/batch',
  '/v1/nothing',
  '/amplitude/2/httpapi',
  '/amplitude/batch',
  '/amplitude/identify',
  '/amplitude/api/2/deletions/users',
  '/api/faults',
  '/api/events',
  '/',
]

describe.each(routes)('POST %s', (route) => {
  test('refuses every malformed body with a reason, and keeps working', async () => {
    const sandbox = await stage.start()
    await post(`${sandbox.url}/v1/t`, impression())
    await sandbox.settled()
    const events = await getJson(`${sandbox.url}/api/events`)
    expect(events.body).toMatchObject([{ id: 'message-1', outcome: 'accepted' }])

    for (const [what, body, headers] of bodies) {
      const response = await fetch(`${sandbox.url}${route}`, {
        method: 'POST',
        body: body as BodyInit,
        headers: { ...json, ...ownerHeaders(), ...headers },
      })
      const answer = await response.text()
      expect([what, response.status < 500]).toEqual([what, true])
      expect(answer.length).toBeLessThan(500)
      expect(answer).not.toMatch(/\n\s+at |node:internal|call stack/)
      expect(await getJson(`${sandbox.url}/api/events`)).toEqual(events)
    }
  }, 30_000)
})

test.each([
  ['/v1/t', 33_000, 400, { success: false, message: 'the body is over 32 KB' }],
  ['/v1/batch', 600_000, 400, { success: false, message: 'the body is over 500 KB' }],
  ['/api/faults', 5_000_000, 413, { error: 'The fault is over 1 MB.' }],
  ['/amplitude/2/httpapi', 1_000_001, 413, { code: 413, error: 'Payload too large' }],
  ['/amplitude/batch', 20_000_001, 413, { code: 413, error: 'Payload too large' }],
  ['/amplitude/identify', 21_000_001, 413, { code: 413, error: 'Payload too large' }],
  ['/amplitude/api/2/deletions/users', 21_000_001, 413, { code: 413, error: 'Payload too large' }],
])('%s refuses %i bytes with %i', async (route, bytes, status, body) => {
  const sandbox = await stage.start()
  expect(await post(`${sandbox.url}${route}`, 'x'.repeat(bytes), json)).toEqual({ status, body })
})

test.each([
  ['/v1/t', { properties: JSON.parse(deep(101)) as unknown }, 'the body is nested over 100 layers deep'],
  [
    '/v1/batch',
    { batch: [{}, { a: JSON.parse(deep(101)) as unknown }] },
    'call 2 of the batch is nested over 100 layers deep',
  ],
  [
    '/v1/batch',
    { batch: [], context: JSON.parse(deep(101)) as unknown },
    'the body is nested over 100 layers deep',
  ],
  ['/v1/batch', { batch: [{ a: 'x'.repeat(33_000) }] }, 'call 1 of the batch is over 32 KB'],
])('%s names the problem', async (route, body, message) => {
  const sandbox = await stage.start()
  expect(await post(`${sandbox.url}${route}`, body)).toEqual({
    status: 400,
    body: { success: false, message },
  })
})

test('all calls of a batch are accepted, or none', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/batch`, {
    batch: [impression(), impression({ a: JSON.parse(deep(101)) as unknown })],
  })
  expect(sandbox.events()).toEqual([])
})

test('refuses a fault if fifty are active', async () => {
  const sandbox = await stage.start()
  const statuses: number[] = []
  for (let count = 0; count < 51; count += 1)
    statuses.push((await post(`${sandbox.url}/api/faults`, { delayMs: 0 }, json)).status)
  expect(statuses.lastIndexOf(201)).toBe(49)
  expect(statuses[50]).toBe(400)
})

describe.each(['/v1/t', '/amplitude/2/httpapi', '/api/faults'])('an upload to %s', (route) => {
  const head = (length: number): string =>
    `POST ${route} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${String(length)}\r\n\r\n`

  /** Sends pieces one by one, each after an ordinary request has been answered. Returns the answer. */
  async function send(url: string, pieces: readonly string[], end: 'wait' | 'break off'): Promise<string> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => (answer += String(data)))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    for (const piece of pieces) {
      await new Promise((resolve) => socket.write(piece, resolve))
      await getJson(`${url}/api/status`)
    }
    if (end === 'break off') socket.destroy()
    else socket.end()
    await closed
    return answer
  }

  test('that is cut off has no effect', async () => {
    const sandbox = await stage.start()
    expect(await send(sandbox.url, [head(1000), '{"type":'], 'break off')).toBe('')
    expect((await getJson(`${sandbox.url}/api/events`)).status).toBe(200)
  })

  test('that comes slowly is answered', async () => {
    const sandbox = await stage.start()
    const answer = await send(sandbox.url, [head(12), '{"type":', '"x"}'], 'wait')
    expect(answer).toMatch(/^HTTP\/1\.1 (200|400) /)
  })

  test('that is longer than announced is cut there', async () => {
    const sandbox = await stage.start()
    const answer = await send(sandbox.url, [`${head(2)}{}{"more":1}`], 'wait')
    expect(answer).not.toMatch(/ 500 /)
    expect((await getJson(`${sandbox.url}/api/events`)).status).toBe(200)
  })
})
