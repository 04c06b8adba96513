import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Analytics } from '@segment/analytics-node'
import { createStage, impression, post, statusOf } from './helpers/sandboxes.js'

const run = promisify(execFile)
const umd = join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')
const stage = createStage()
afterEach(() => stage.close())

test('accepts a batch from Segment’s own client for Node', async () => {
  const sandbox = await stage.start()
  const analytics = new Analytics({ writeKey: 'any', host: sandbox.url })
  analytics.track({ event: '$impression', userId: 'user-1', properties: { flag_key: 'hero', variant: 'b' } })
  analytics.track({ event: 'Order Completed', userId: 'user-1' })
  await analytics.closeAndFlush()
  await sandbox.settled()

  expect(sandbox.events()).toMatchObject([{ outcome: 'accepted', post: { user_id: 'user-1' } }])
  expect(sandbox.user('user-1')?.userProperties).toEqual({ '[Experiment] hero': 'b' })
})

test('accepts a call from curl', async () => {
  const sandbox = await stage.start()
  const { stdout } = await run('curl', [
    ...['--silent', '--user', 'any:', '--json', JSON.stringify(impression())],
    `${sandbox.url}/v1/track`,
  ])
  await sandbox.settled()

  expect(JSON.parse(stdout)).toEqual({ success: true })
  expect(sandbox.events()).toMatchObject([{ id: 'message-1', outcome: 'accepted' }])
})

test('adds the fields of Segment’s servers, corrects the clock skew and removes the write key', async () => {
  const now = Date.parse('2026-11-23T12:00:00.000Z')
  const sandbox = await stage.start({ now: () => now })
  await post(`${sandbox.url}/v1/t`, impression())
  const [{ pre } = { pre: undefined }] = sandbox.events()

  expect(pre).toMatchObject({
    type: 'track',
    receivedAt: '2026-11-23T12:00:00.000Z',
    originalTimestamp: '2026-11-23T04:02:28.956Z',
    timestamp: '2026-11-23T11:59:59.990Z',
    version: 2,
    context: { ip: '127.0.0.1' },
  })
  expect(pre).not.toHaveProperty('writeKey')
  expect(pre).not.toHaveProperty('_metadata')
})

test('adds a message id and a time to a call without them', async () => {
  const now = Date.parse('2026-11-23T12:00:00.000Z')
  const sandbox = await stage.start({ now: () => now })
  const { messageId: _, timestamp: __, sentAt: ___, ...call } = impression()
  await post(`${sandbox.url}/v1/track`, call)
  const [record] = sandbox.events()

  expect(record?.id).toMatch(/^sandbox-/)
  expect(record?.pre).toMatchObject({ messageId: record?.id, timestamp: '2026-11-23T12:00:00.000Z' })
})

test.each([
  ['sentAt is missing', { sentAt: undefined }, '2026-11-23T04:02:28.956Z'],
  ['sentAt isn’t a date', { sentAt: 'soon' }, '2026-11-23T04:02:28.956Z'],
  [
    'the skew leads out of all dates',
    { timestamp: '+275760-09-13T00:00:00.000Z' },
    '+275760-09-13T00:00:00.000Z',
  ],
])('sets a timestamp if %s', async (_, over, timestamp) => {
  const sandbox = await stage.start({ now: () => Date.parse('2026-11-23T12:00:00.000Z') })
  await post(`${sandbox.url}/v1/track`, impression(over))
  expect(sandbox.events()).toMatchObject([{ pre: { timestamp } }])
})

test('copies a batch’s own fields to its calls', async () => {
  const sandbox = await stage.start()
  const { sentAt: _, ...call } = impression()
  await post(`${sandbox.url}/v1/b`, {
    batch: [call],
    context: { library: { name: 'http' } },
    sentAt: '2026-11-23T04:02:29.956Z',
  })
  expect(sandbox.events()).toMatchObject([
    { pre: { context: { library: { name: 'http' } }, sentAt: '2026-11-23T04:02:29.956Z' } },
  ])
})

test('counts a message id once, as Segment does', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/t`, impression())
  await post(`${sandbox.url}/v1/t`, impression())
  await sandbox.settled()
  expect(sandbox.events()).toHaveLength(1)
})

test('serves analytics.js the settings of a source that sends here', async () => {
  const sandbox = await stage.start()
  const response = await fetch(`${sandbox.url}/v1/projects/any/settings`)
  expect(await response.json()).toMatchObject({
    integrations: { 'Segment.io': { apiHost: `${new URL(sandbox.url).host}/v1`, protocol: 'http' } },
    // analytics.js doesn't report to Segment's own servers.
    metrics: { sampleRate: 0 },
  })
})

test.each(['/v1/nothing', '/v1/constructor'])('answers 404 at %s', async (path) => {
  const sandbox = await stage.start()
  expect((await post(`${sandbox.url}${path}`, {})).status).toBe(404)
})

describe('Segment’s CDN', () => {
  test('serves analytics.js and the parts that it loads later', async () => {
    const sandbox = await stage.start()
    const response = await fetch(`${sandbox.url}/analytics.js/v1/any/analytics.min.js`)
    const text = await response.text()
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(text).toContain('analytics-next/bundles/')

    const [part = ''] = readdirSync(umd).filter((file) => /^ajs-destination.*\.js$/.test(file))
    expect(await statusOf(`${sandbox.url}/analytics-next/bundles/${part}`)).toBe(200)
  })

  test.each(['nothing.js', '..%2F..%2F..%2Fpackage.json', '..%2Fpkg%2Findex.js', 'index.js.map'])(
    'doesn’t serve %s',
    async (file) => {
      const sandbox = await stage.start()
      expect(await statusOf(`${sandbox.url}/analytics-next/bundles/${file}`)).toBe(404)
    },
  )
})
