import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { startSandbox, type Sandbox } from '../src/index.js'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, retryDelaysMs: [], batchWaitMs: 1 })
})

afterAll(() => sandbox.close())

const deep = (layers: number): string => '['.repeat(layers) + ']'.repeat(layers)

const impression = (messageId: string, properties: object = {}): string =>
  JSON.stringify({
    type: 'track',
    event: '$impression',
    messageId,
    anonymousId: 'anonymous-device-1',
    timestamp: new Date().toISOString(),
    properties: { flag_key: 'hero', variant: 'treatment', ...properties },
  })

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })

const events = async (): Promise<{ readonly id: string }[]> =>
  (await (await fetch(`${sandbox.url}/api/events`)).json()) as { id: string }[]

const routes = [
  '/v1/t',
  '/v1/track',
  '/v1/batch',
  '/v1/nothing',
  '/amplitude/2/httpapi',
  '/amplitude/batch',
  '/amplitude/identify',
  '/amplitude/api/2/deletions/users',
  '/api/faults',
]

const bodies: readonly (readonly [what: string, body: BodyInit, headers?: Record<string, string>])[] = [
  ['nothing', ''],
  ['no JSON', '{"a"'],
  ['null', 'null'],
  ['a list', '[]'],
  ['text', '"x"'],
  ['a number', '1e999'],
  ['100,000 brackets', deep(100_000)],
  ['100,000 brackets in an event', `{"event":"$impression","properties":{"deep":${deep(100_000)}}}`],
  [
    '100,000 brackets in a batch',
    `{"batch":[{"type":"track","event":"$impression","properties":{"d":${deep(100_000)}}}]}`,
  ],
  [
    '100,000 brackets in an upload',
    `{"api_key":"sandbox-api-key","events":[{"event_type":"a","user_id":"user-1","event_properties":{"d":${deep(100_000)}}}]}`,
  ],
  ['a batch of nonsense', '{"batch":[null,1,"x",[],{}]}'],
  ['an upload of nonsense', '{"api_key":"sandbox-api-key","events":[null,1,"x",[],{}]}'],
  ['odd names', '{"__proto__":{"x":1},"constructor":1,"batch":{"__proto__":[]},"events":{"__proto__":[]}}'],
  ['a zero byte and half a character', '{"event":"\\u0000\\ud800"}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['gzip that is none', 'hello', { 'content-encoding': 'gzip' }],
  ['gzip that is cut', gzipSync('{}').subarray(0, 12), { 'content-encoding': 'gzip' }],
  ['gzip of very much', gzipSync('x'.repeat(30_000_000)), { 'content-encoding': 'gzip' }],
  ['another type', 'a=1', { 'content-type': 'text/html' }],
  ['a form that is none', '--x', { 'content-type': 'multipart/form-data; boundary=y' }],
  ['5 MB', `"${'x'.repeat(5_000_000)}"`],
]

describe.each(routes)('%s', (path) => {
  it('answers odd bodies for what they are, and nobody else notices', async () => {
    for (const [what, body, headers] of bodies) {
      const response = await post(path, body, headers)
      const text = await response.text()
      expect({ what, isOurs: response.status >= 500 }).toEqual({ what, isOurs: false })
      expect(text).not.toMatch(/RangeError|TypeError|call stack|\.js:\d/)
      const good = `good ${path} ${what}`
      expect((await post('/v1/track', impression(good))).status).toBe(200)
      const ids = new Set((await events()).map(({ id }) => id))
      expect({ what, isThere: ids.has(good) }).toEqual({ what, isThere: true })
    }
  })
})

describe('a body that is too large', () => {
  const large = `"${'x'.repeat(30_000_000)}"`

  it.each([
    ['/api/faults', 413],
    ['/amplitude/2/httpapi', 413],
    ['/amplitude/api/2/deletions/users', 413],
    // As Segment does.
    ['/v1/batch', 400],
  ])('is refused by %s with %i, and a reason', async (path, status) => {
    const response = await post(path, large)
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/too large|over/i)
  })
})

describe('an event with faults in hundreds of places', () => {
  it('has a record that can be read', async () => {
    const faulty = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${'k'.repeat(200)}${String(index)}`, 'x'.repeat(1100)]),
    )
    for (let index = 0; index < 40; index += 1)
      await post('/v1/track', impression(`faulty-${String(index)}`, faulty))
    await sandbox.settled()
    const text = await (await fetch(`${sandbox.url}/api/events`)).text()
    const records = JSON.parse(text) as { readonly id: string; readonly issues: unknown[] }[]
    const own = records.filter(({ id }) => id.startsWith('faulty'))
    expect(own).toHaveLength(40)
    for (const record of own) expect(JSON.stringify(record.issues).length).toBeLessThan(200_000)
  })
})

it('goes on whatever is sent', async () => {
  const json = fc.oneof(
    fc.json(),
    fc.string(),
    fc.json().map((text) => `{"batch":[${text}],"events":[${text}]}`),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), json, async (path, body) => {
      expect((await post(path, body)).status).toBeLessThan(500)
      expect((await fetch(`${sandbox.url}/api/users/anonymous-device-1`)).status).toBeLessThan(500)
    }),
    { numRuns: 60 },
  )
  expect((await fetch(`${sandbox.url}/api/events`)).status).toBe(200)
})
