import type { EventRecord } from '@experiment-impressions/inspection'
// Delivery to the real Amplitude: only when asked for and confirmed, and never of a recording.
import { PassThrough } from 'node:stream'
import { impression } from './helpers/events.js'
import { fakeSandbox, type FakeSandbox } from './helpers/fake-sandbox.js'
import { runCli, type Surroundings } from './helpers/run-cli.js'

const apiKey = '0123456789abcdef'
const env = { AMPLITUDE_API_KEY: apiKey, NO_COLOR: '1' }
const flag = '--deliver-to-amplitude'

/** Runs the command, and stops it as soon as it serves. */
async function runSandbox(args: readonly string[], fake: FakeSandbox, over: Surroundings = {}) {
  const stop = new AbortController()
  const ran = await runCli(['sandbox', ...args], {
    env,
    signal: stop.signal,
    onOutput(text) {
      if (text.includes('Ctrl-C')) stop.abort()
    },
    ...over,
    dependencies: { loadSandbox: () => Promise.resolve(fake) },
  })
  expect(ran.stdout + ran.stderr).not.toContain(apiKey)
  return ran
}

const onTerminal = (typed: string | PassThrough): Surroundings => ({ columns: 120, typed })

describe('impressions sandbox --deliver-to-amplitude', () => {
  it('asks first, delivers after a yes, and plays nothing', async () => {
    const fake = fakeSandbox()
    const { code, stdout, stderr } = await runSandbox([flag], fake, onTerminal('y\n'))
    expect(code).toBe(0)
    expect(stderr).toMatchInlineSnapshot(
      `"Amplitude will record and bill the impressions you send to this sandbox, in the project of AMPLITUDE_API_KEY in North America. Deliver there? [y/N] "`,
    )
    expect(stdout.split('\n')[0]).toMatchInlineSnapshot(
      `"Delivering to the real Amplitude, in North America, with the key in AMPLITUDE_API_KEY. No session is played."`,
    )
    expect(fake.started).toMatchObject([{ amplitude: { apiKey, region: 'north_america' } }])
    expect(fake.played).toStrictEqual([])
  })

  it.each(['\n', 'n\n', 'no\n', 'yesterday\n', ''])('starts nothing after the answer %j', async (typed) => {
    const fake = fakeSandbox()
    const { code, stdout, stderr } = await runSandbox([flag], fake, onTerminal(typed))
    expect({ code, stdout, started: fake.started }).toStrictEqual({ code: 0, stdout: '', started: [] })
    expect(stderr).toMatch(/\nNothing was started\.\n$|\[y\/N\] Nothing was started\.\n$/)
  })

  it('starts nothing if the user presses Ctrl-C at the question', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    const { code, stdout } = await runSandbox([flag], fake, {
      ...onTerminal(new PassThrough()),
      signal: stop.signal,
      onError: () => {
        stop.abort()
      },
    })
    expect({ code, stdout, started: fake.started }).toStrictEqual({ code: 130, stdout: '', started: [] })
  })

  it('doesn’t ask with --yes', async () => {
    const fake = fakeSandbox()
    const over = { env: { ...env, AMPLITUDE_REGION: 'Europe' } }
    const { code, stdout, stderr } = await runSandbox([flag, '--yes'], fake, over)
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Delivering to the real Amplitude, in Europe')
    expect(fake.started).toMatchObject([{ amplitude: { apiKey, region: 'europe' } }])
    expect(fake.played).toStrictEqual([])
  })

  it('never prints the key, which Amplitude repeats when it refuses it', async () => {
    const fake = fakeSandbox(() => `Invalid API key: ${apiKey}` as EventRecord['outcome'])
    const stop = new AbortController()
    const { stdout } = await runSandbox([flag, '--yes'], fake, {
      signal: stop.signal,
      onOutput(text) {
        if (!text.includes('Ctrl-C')) return
        fake.send(impression())
        stop.abort()
      },
    })
    expect(stdout).toContain('<AMPLITUDE_API_KEY>')
  })

  it('never prints part of the key when it cuts long words', async () => {
    const stop = new AbortController()
    const fake = fakeSandbox()
    const { stdout } = await runSandbox([flag, '--yes'], fake, {
      signal: stop.signal,
      onOutput(text) {
        if (!text.includes('Ctrl-C')) return
        for (let before = 0; before < 520; before += 1) {
          const words = `${'x'.repeat(before)}${apiKey}`
          fake.send(impression(), {
            outcome: words as EventRecord['outcome'],
            issues: [],
            attempts: [{ at: 0, outcome: 'rejected', reason: words }],
          })
        }
        stop.abort()
      },
    })
    expect(stdout).toContain(`${'x'.repeat(100)}<AMPL`)
    expect(stdout).not.toContain(apiKey.slice(0, 6))
  })

  it('refuses wrong usage', async () => {
    const calls: readonly (readonly [readonly string[], Surroundings?])[] = [
      [[flag]],
      [[flag], { columns: 120, input: '' }],
      [[flag, '--json'], { typed: 'y\n' }],
      [[flag, '--yes'], { env: {} }],
      [[flag, '--yes'], { env: { ...env, AMPLITUDE_REGION: 'asia' } }],
      [[flag, '--yes', '--session', 'a']],
      [[flag, '--yes', '--once']],
      [['--yes']],
    ]
    const said: string[] = []
    for (const [args, over] of calls) {
      const fake = fakeSandbox()
      const { code, stdout, stderr } = await runSandbox(args, fake, over)
      expect({ code, stdout, started: fake.started }).toStrictEqual({ code: 2, stdout: '', started: [] })
      said.push(String(stderr.split('\n')[0]))
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "impressions sandbox: Delivery to the real Amplitude needs your confirmation, and there is no terminal to ask on. Add --yes.",
        "impressions sandbox: Delivery to the real Amplitude needs your confirmation, and there is no terminal to ask on. Add --yes.",
        "impressions sandbox: Delivery to the real Amplitude needs your confirmation, and there is no terminal to ask on. Add --yes.",
        "impressions sandbox: AMPLITUDE_API_KEY is missing. Set it to the API key of the Amplitude project to deliver to, or leave out --deliver-to-amplitude.",
        "impressions sandbox: AMPLITUDE_REGION is “asia”. Use north_america or europe.",
        "impressions sandbox: --deliver-to-amplitude plays no session, so you aren’t billed for a recording. Leave out --session, or leave out --deliver-to-amplitude.",
        "impressions sandbox: --deliver-to-amplitude plays no session, so --once leaves nothing to do. Leave one out.",
        "impressions sandbox: --yes only confirms --deliver-to-amplitude. Add that, or leave out --yes.",
      ]
    `)
  })
})

describe('without the flag', () => {
  it('doesn’t use the key, and says so', async () => {
    const fake = fakeSandbox()
    const { code, stdout } = await runSandbox(['--once'], fake, { env: { ...env, AMPLITUDE_REGION: 'asia' } })
    expect(code).toBe(0)
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      "A Segment and an Amplitude on this machine. Nothing leaves it.
      AMPLITUDE_API_KEY isn’t used without --deliver-to-amplitude."
    `)
    expect(fake.started[0]).not.toHaveProperty('amplitude')
    expect(fake.played).not.toStrictEqual([])
  })
})
