// Bodies as Segment's libraries post them: plain, gzipped, damaged, too large.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createStage, impression, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

/** A batch as Segment's library for Python posts it. */
const batch = readFileSync(join(__dirname, '../../../test/found/05-gzip-sdk-body/batch.json.gz'))
const half = JSON.stringify({ batch: [impression()] })
const members = Buffer.concat([gzipSync(half.slice(0, 20)), gzipSync(half.slice(20))])

test.each<[string, string, Uint8Array | string, string | undefined]>([
  ['a plain batch', 'batch', gunzipSync(batch), undefined],
  ['a gzipped batch', 'batch', batch, 'gzip'],
  ['an import', 'import', batch, 'gzip'],
  ['several gzip members', 'b', members, 'x-gzip'],
  ['a gzipped call', 't', gzipSync(JSON.stringify(impression())), 'GZIP'],
  ['a body that says it’s as it is', 't', JSON.stringify(impression()), 'identity'],
])('accepts %s', async (_, path, body, encoding) => {
  const sandbox = await stage.start()
  expect(await postBytes(`${sandbox.url}/v1/${path}`, body, encoding)).toEqual([200, { success: true }])
  await sandbox.settled()
  expect(sandbox.events()).toMatchObject([{ outcome: 'accepted' }])
})

const damaged = 'the body’s gzip is damaged or cut off'

test.each<[string, number, string, string, Uint8Array | string, string]>([
  ['gzip that is cut off', 400, damaged, 'batch', batch.subarray(0, -20), 'gzip'],
  ['gzip that is none', 400, damaged, 'batch', '{"batch":[]}', 'gzip'],
  ['a zip bomb', 400, 'the body is over 500 KB', 'batch', gzipSync(Buffer.alloc(100_000_000)), 'gzip'],
  ['a gzipped call over 32 KB', 400, 'the body is over 32 KB', 't', gzipSync('x'.repeat(33_000)), 'gzip'],
  ['another encoding', 415, 'the body’s content-encoding isn’t gzip', 't', '{}', 'br'],
])('refuses %s', async (_, status, message, path, body, encoding) => {
  const sandbox = await stage.start()
  expect(await postBytes(`${sandbox.url}/v1/${path}`, body, encoding)).toEqual([
    status,
    { success: false, message },
  ])
})

async function postBytes(url: string, body: Uint8Array | string, encoding?: string) {
  const headers: Record<string, string> = encoding === undefined ? {} : { 'content-encoding': encoding }
  const response = await fetch(url, { method: 'POST', body: Buffer.from(body), headers })
  return [response.status, (await response.json()) as unknown]
}

test.each([
  ['invalid JSON', '/v1/track', '{', 'the body isn’t a JSON object'],
  ['a list', '/v1/track', '[]', 'the body isn’t a JSON object'],
  ['a batch without calls', '/v1/batch', '{}', '“batch” isn’t a list of calls'],
  ['a batch of numbers', '/v1/batch', '{"batch":[1]}', '“batch” isn’t a list of calls'],
  ['a call over 32 KB', '/v1/track', JSON.stringify({ a: 'x'.repeat(33_000) }), 'the body is over 32 KB'],
  [
    'a call that nests too deep',
    '/v1/track',
    `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`,
    'the body is nested over 100 layers deep',
  ],
  ['a batch over 500 KB', '/v1/batch', JSON.stringify({ a: 'x'.repeat(600_000) }), 'the body is over 500 KB'],
])('refuses %s', async (_, path, body, reason) => {
  const sandbox = await stage.start()
  expect(await post(`${sandbox.url}${path}`, body)).toEqual({
    status: 400,
    body: { success: false, message: reason },
  })
})
