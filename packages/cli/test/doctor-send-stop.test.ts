import { Readable } from 'node:stream'
import { segmentThat } from './helpers/doctor-send-segment.js'
import { createTestRuns, subscription, userId } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

const off = [subscription({ enabled: false })]

describe('Ctrl-C', () => {
  const stopped = `Stopped after sending 1 test impression as the user ${userId} with the device id id-0002.`

  it('before sending says that nothing was sent', async () => {
    const { send, sandbox } = await runs.prepare()
    const ran = await send(['--yes'], { signal: AbortSignal.abort() })
    expect(ran).toStrictEqual({ code: 130, stdout: '', stderr: 'Stopped. Nothing was sent.\n' })
    expect(sandbox.events()).toStrictEqual([])
  })

  it.each([
    ['Send them?', [], 'Stopped. Nothing was sent.'],
    ['Delete the', ['--yes'], 'Stopped after sending 2 test impressions'],
  ])('ends the question “%s”', async (question, args, words) => {
    const { send } = await runs.prepare()
    const stop = new AbortController()
    const { code, stderr } = await send(args, {
      typed: new Readable({ read: () => undefined }),
      columns: 80,
      signal: stop.signal,
      onError: (text) => {
        if (text.includes(question)) stop.abort()
      },
    })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(words)
  })

  it.each([1, 3])('during a wait says what was sent, and as whom: wait %i', async (wait) => {
    const stop = new AbortController()
    const { send } = await runs.prepare({
      subscriptions: off,
      onWait: (count) => {
        if (count === wait) stop.abort()
      },
    })
    const { code, stderr } = await send(['--yes'], { signal: stop.signal })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(stopped)
  })

  it('while Segment answers counts the impression as sent', async () => {
    const stop = new AbortController()
    const { url } = await segmentThat(runs, () => {
      stop.abort()
    })
    const { send } = await runs.prepare()
    const { code, stderr } = await send(['--yes', '--segment-url', url], { signal: stop.signal })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(stopped)
  })
})
