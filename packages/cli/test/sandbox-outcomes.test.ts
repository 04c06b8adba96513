import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox, type FakeSandbox } from './helpers/fake-sandbox.js'
import { once, runSandbox } from './helpers/run-sandbox.js'

describe('impressions sandbox, outcomes', () => {
  it('exits with 1 if an event isn’t accepted', async () => {
    const { code, stdout } = await once(
      fakeSandbox((event) => (JSON.stringify(event).includes('exposure') ? 'retry' : 'accepted')),
    )
    expect(code).toBe(1)
    expect(stdout).toContain('4 calls played, 3 experiment events: 2 accepted, 1 retry.')
  })

  it('says why the destination refuses an event', async () => {
    const input = ndjson(impression(), impression({}, { flag_key: null }))
    const { code, stdout } = await runSandbox(['--once', '--session', '-'], fakeSandbox(), { input })
    expect(code).toBe(1)
    expect(stdout).toContain('    FLAG_KEY_MISSING properties.flag_key: The flag key is missing')
    expect(stdout).toContain('2 calls played, 2 experiment events: 1 accepted, 1 rejected.')
  })

  it('wraps long reasons at the width of the terminal', async () => {
    const input = ndjson(impression({}, { flag_key: null }))
    const args = ['--once', '--session', '-']
    const { stdout } = await runSandbox(args, fakeSandbox(), { input, columns: 80 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('says why Amplitude refuses an event', async () => {
    const { code, stdout } = await once(fakeSandbox(() => 'rejected'))
    expect(code).toBe(1)
    expect(stdout).toContain('  rejected\n    Amplitude refused it.\n')
  })

  it('shows a failed try, and when the next one follows', async () => {
    const fake = fakeSandbox()
    const input = ndjson(impression())
    const playSession: FakeSandbox['playSession'] = (options) => {
      fake.fail(impression(), 1500)
      return fake.playSession(options)
    }
    const args = ['--once', '--session', '-']
    const { code, stdout } = await runSandbox(args, { ...fake, playSession }, { input })
    expect(code).toBe(0)
    expect(stdout).toContain('  retry\n    Amplitude is busy. Another attempt follows in 1.5 s.\n')
    expect(stdout).toContain('1 call played, 1 experiment event: 1 accepted.')
    const json = await runSandbox([...args, '--json'], { ...fake, playSession }, { input })
    expect(json.stdout.trim().split('\n')).toHaveLength(3)
  })

  it('exits with 1 if an event has no outcome', async () => {
    const fake = { ...fakeSandbox(), playSession: () => Promise.resolve() }
    const { code, stdout } = await once(fake)
    expect(code).toBe(1)
    expect(stdout).toContain('4 calls played, 3 experiment events: 3 without an outcome.')
  })

  it('exits 1 if no call of the session is an experiment event', async () => {
    const fake = { ...fakeSandbox(), playSession: () => Promise.resolve() }
    const input = ndjson({ type: 'page' })
    expect(await runSandbox(['--once', '--session', '-'], fake, { input })).toMatchObject({ code: 1 })
  })

  it('doesn’t count events that aren’t sent on purpose', async () => {
    const fake = { ...fakeSandbox(), playSession: () => Promise.resolve() }
    const input = ndjson(impression({}, { metadata: { trackExposure: false } }))
    expect(await runSandbox(['--once', '--session', '-'], fake, { input })).toMatchObject({ code: 0 })
  })
})
