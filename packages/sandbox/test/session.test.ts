import {
  CallRefusedError,
  playSession,
  PortTakenError,
  readRecordedSession,
  startSandbox,
  type EventRecord,
  type SandboxOptions,
} from '../src/index.js'
import { withFreshIds } from '../src/session/fresh-ids.js'
import { until } from '../../../test/helpers/until.js'
import { createStage, impression, post, statusOf } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('plays the recorded session, and Amplitude accepts all of it', async () => {
  const sandbox = await stage.start()
  const lines = await readRecordedSession()
  await playSession({ url: sandbox.url, lines })
  await sandbox.settled()

  expect(lines).toHaveLength(16)
  expect(sandbox.events().map(({ outcome, issues }) => [outcome, issues])).toEqual(
    Array(7).fill(['accepted', []]),
  )
})

test('plays the recorded session by its own clock, so that it ends now', async () => {
  const sandbox = await stage.start()
  const lines = await readRecordedSession()
  const before = Date.now()
  await playSession({ url: sandbox.url, lines })
  await sandbox.settled()

  const recorded = lines.filter((line) => line.includes('"$')).map((line) => JSON.parse(line) as Recorded)
  const end = Date.parse(String(recorded.at(-1)?.sentAt))
  const moved = Date.parse(String(sandbox.events().at(-1)?.pre['sentAt'])) - end
  expect(end + moved - before).toBeGreaterThanOrEqual(0)
  expect(end + moved).toBeLessThanOrEqual(Date.now())
  for (const [index, { pre, post }] of sandbox.events().entries()) {
    const { timestamp, properties } = recorded[index] as Recorded
    expect(Date.parse(String(pre['timestamp']))).toBe(Date.parse(timestamp) + moved)
    // Nothing suggests that the visitor's clock is wrong.
    expect(pre['timestamp']).toBe(pre['originalTimestamp'])
    expect(post?.['time']).toBe((properties.time ?? Date.parse(timestamp)) + moved)
  }
})

interface Recorded {
  readonly timestamp: string
  readonly sentAt: string
  readonly properties: { readonly time?: number }
}

test('moves old calls to now, each call of a batch and its time included', async () => {
  const sandbox = await stage.start()
  const properties = { flag_key: 'hero', variant: 'treatment', time: Date.UTC(2026, 0, 1) - 90_000 }
  const { sentAt: _, ...call } = impression({ timestamp: '2026-01-01T00:00:00.000Z' }, properties)
  const sentAt = '2026-01-01T00:00:01.000Z'
  const batch = { type: 'batch', sentAt, batch: [{ ...call, messageId: 'message-2' }] }
  const lines = [{ ...call, sentAt }, batch].map((line) => JSON.stringify(line))
  const before = Date.now()
  await playSession({ url: sandbox.url, lines })
  await sandbox.settled()
  const after = Date.now()
  expect(sandbox.events()).toHaveLength(2)
  for (const { pre, post, issues } of sandbox.events()) {
    expect(issues).toEqual([])
    const shown = Number(post?.['time'])
    // Shown 90 s before the call, which was sent a second later.
    expect(shown).toBeGreaterThanOrEqual(before - 91_000)
    expect(shown).toBeLessThanOrEqual(after - 91_000)
    expect(Date.parse(String(pre['sentAt'])) - Date.parse(String(pre['originalTimestamp']))).toBe(1000)
  }
})

test.each([
  ['from days before the session’s end', '2026-01-01T00:00:00.000Z'],
  ['with a clock that was never set', '1970-01-01T00:00:00.000Z'],
])('moves a call %s to now, too', async (_, timestamp) => {
  const sandbox = await stage.start()
  const lines = [impression({ timestamp, sentAt: timestamp }), impression({ messageId: 'message-2' })]
  const before = Date.now()
  await playSession({ url: sandbox.url, lines: lines.map((line) => JSON.stringify(line)) })
  await sandbox.settled()
  expect(sandbox.events()).toHaveLength(2)
  for (const { pre } of sandbox.events()) {
    expect(pre['timestamp']).toBe(pre['originalTimestamp'])
    expect(Date.parse(String(pre['timestamp']))).toBeGreaterThan(before - 1000)
  }
})

test('plays a call as Segment received it, with its clock skew', async () => {
  const sandbox = await stage.start()
  const received = impression(
    {
      originalTimestamp: '2026-01-01T00:00:00.000Z',
      sentAt: '2026-01-01T00:00:01.000Z',
      timestamp: '2026-01-01T00:01:30.000Z',
      receivedAt: '2026-01-01T00:01:31.000Z',
    },
    { time: Date.UTC(2026, 0, 1) },
  )
  await playSession({ url: sandbox.url, lines: [JSON.stringify(received)] })
  await sandbox.settled()
  const [{ pre, post } = { pre: impression() as EventRecord['pre'], post: null }] = sandbox.events()
  const timestamp = Date.parse(String(pre['timestamp']))
  expect(timestamp - Date.parse(String(pre['originalTimestamp']))).toBe(90_000)
  expect(Date.parse(String(pre['receivedAt'])) - timestamp).toBe(1000)
  expect(post?.['time']).toBe(timestamp)
})

test('plays a call without sentAt unchanged', async () => {
  const sandbox = await stage.start()
  const call = { ...impression(), timestamp: '2026-01-01T00:00:00.000Z', sentAt: 'yesterday' }
  await playSession({ url: sandbox.url, lines: [JSON.stringify(call)] })
  expect(sandbox.events()[0]?.pre).toMatchObject({ originalTimestamp: '2026-01-01T00:00:00.000Z' })
})

test('names the refused call', async () => {
  const sandbox = await stage.start()
  const lines = [JSON.stringify(impression()), '{']
  await expect(playSession({ url: sandbox.url, lines })).rejects.toThrow(
    new CallRefusedError(2, 'the body isn’t a JSON object'),
  )
})

describe('POST /api/session', () => {
  test('plays the recorded session again, as new calls, one session at a time', async () => {
    const sandbox = await stage.start()
    const lines = await readRecordedSession()
    await playSession({ url: sandbox.url, lines })
    const address = `${sandbox.url}/api/session`
    const answers = [await post(address, ''), await post(address, '')]
    expect(answers).toEqual([
      { status: 202, body: { started: true } },
      { status: 409, body: { error: 'The session is already playing. Try again once it has ended.' } },
    ])
    await until(() => sandbox.events().length === 14)
    await until(async () => (await post(address, '')).status === 202)
    await until(() => sandbox.events().length === 21)
    await sandbox.settled()
    expect(new Set(sandbox.events().map(({ id }) => id)).size).toBe(21)
    expect(sandbox.events().map(({ outcome, storage }) => [outcome, storage])).toEqual(
      Array(21).fill(['accepted', 'stored']),
    )
  })

  test('plays nothing into the real Amplitude, and nothing for other sites', async () => {
    const real = await stage.start({ amplitude: { apiKey: 'a-key', region: 'europe' } })
    expect(await post(`${real.url}/api/session`, '')).toMatchObject({ status: 409 })
    const sandbox = await stage.start()
    const headers = { origin: 'https://shop.example' }
    expect(await statusOf(`${sandbox.url}/api/session`, { method: 'POST', headers })).toBe(403)
  })
})

test('repeats within a session stay repeats under fresh ids', () => {
  let count = 0
  const call = (messageId: unknown) => ({ type: 'track', messageId })
  const lines = [call('a'), call('b'), call('a'), call(5), { type: 'batch', batch: [call('b')] }]
  const fresh = withFreshIds(
    [...lines.map((line) => JSON.stringify(line)), '[1]'],
    () => `new-${String((count += 1))}`,
  )
  expect(fresh.map((line) => JSON.parse(line) as unknown)).toEqual([
    call('new-1'),
    call('new-2'),
    call('new-1'),
    call(5),
    { type: 'batch', batch: [call('new-2')] },
    [1],
  ])
})

test('throws an error if the port is in use', async () => {
  const sandbox = await stage.start()
  const port = Number(new URL(sandbox.url).port)
  await expect(startSandbox({ port })).rejects.toThrow(new PortTakenError(port))
})

test('frees the port again if it can’t start', async () => {
  const closed = await stage.start()
  const port = Number(new URL(closed.url).port)
  await closed.close()
  const subscriptions = [null] as unknown as NonNullable<SandboxOptions['subscriptions']>
  await expect(startSandbox({ port, subscriptions })).rejects.toThrow(TypeError)
  const sandbox = await startSandbox({ port })
  await sandbox.close()
})
