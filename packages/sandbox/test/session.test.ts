import {
  CallRefusedError,
  playSession,
  PortTakenError,
  readRecordedSession,
  startSandbox,
  type SandboxOptions,
} from '../src/index.js'
import { createStage, impression } from './helpers/sandboxes.js'

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

test('moves old calls to now, and keeps the intervals between them', async () => {
  const sandbox = await stage.start()
  const properties = { flag_key: 'hero', variant: 'treatment', time: Date.UTC(2026, 0, 1) - 90_000 }
  const { sentAt: _, ...call } = impression({ timestamp: '2026-01-01T00:00:00.000Z' }, properties)
  const sentAt = '2026-01-01T00:00:01.000Z'
  const batch = { type: 'batch', sentAt, batch: [{ ...call, messageId: 'message-2' }] }
  const before = Date.now()
  await playSession({ url: sandbox.url, lines: [JSON.stringify({ ...call, sentAt })] })
  await playSession({ url: sandbox.url, lines: [JSON.stringify(batch)] })
  await sandbox.settled()
  const after = Date.now()
  expect(sandbox.events()).toHaveLength(2)
  for (const { pre, post, issues } of sandbox.events()) {
    expect(issues).toEqual([])
    const shown = Number(post?.['time'])
    // Shown 90 s before the call, which was sent a second later.
    expect(shown).toBeGreaterThanOrEqual(before - 91_000)
    expect(shown).toBeLessThanOrEqual(after - 90_000)
    expect(Date.parse(String(pre['sentAt'])) - Date.parse(String(pre['originalTimestamp']))).toBe(1000)
  }
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
