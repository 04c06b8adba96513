import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox, type FakeSandbox } from './helpers/fake-sandbox.js'
import { runCli, type Surroundings } from './helpers/run-cli.js'

const runSandbox = (args: readonly string[], fake: FakeSandbox, over: Surroundings = {}) =>
  runCli(['sandbox', ...args], { ...over, dependencies: { loadSandbox: () => Promise.resolve(fake) } })

const once = (fake: FakeSandbox, over?: Surroundings) => runSandbox(['--once'], fake, over)

describe('impressions sandbox', () => {
  it('plays the recorded session, prints a line for each experiment event, and stops', async () => {
    const fake = fakeSandbox()
    expect(await once(fake)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "A Segment and an Amplitude on this machine. Nothing leaves it.

      04:02:28.954  user-48213  $impression hero-headline/treatment → [Experiment] Impression  set [Experiment] hero-headline        accepted
      04:02:28.954  10b98f5c-…  $impression hero-headline           → [Experiment] Impression  unset [Experiment] hero-headline      accepted
      04:02:28.956  user-48213  $exposure checkout-flow/treatment   → [Experiment] Exposure    set [Experiment] checkout-flow        accepted

      4 calls played, 3 experiment events: 3 accepted.
      ",
      }
    `)
    expect(fake.started).toMatchObject([{ port: 4747 }])
    expect(fake.started[0]).not.toHaveProperty('amplitude')
    expect(fake.isClosed()).toBe(true)
  })

  it('fits the terminal', async () => {
    const lines: string[] = []
    for (const columns of [140, 120, 100, 80]) {
      const { stdout } = await once(fakeSandbox(), { columns })
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
      lines.push(...stdout.split('\n').slice(2, 4))
    }
    expect(lines).toMatchInlineSnapshot(`
      [
        "04:02:28.954  user-48213  $impression hero-headline/treatment → [Experiment] Impression  set [Experiment] hero-headline        accepted",
        "04:02:28.954  10b98f5c-…  $impression hero-headline           → [Experiment] Impression  unset [Experiment] hero-headline      accepted",
        "04:02:28.954  user-48213  $impression hero-headline/treatment → [Experiment] Impression  set    accepted",
        "04:02:28.954  10b98f5c-…  $impression hero-headline           → [Experiment] Impression  unset  accepted",
        "04:02:28  user-48213  $impression hero-headline/treatment → [Experiment] Impression  set    accepted",
        "04:02:28  10b98f5c-…  $impression hero-headline           → [Experiment] Impression  unset  accepted",
        "04:02:28  user-48213  $impression hero-headline/treatment     →  set    accepted",
        "04:02:28  10b98f5c-…  $impression hero-headline               →  unset  accepted",
      ]
    `)
  })

  it('fits the terminal with a long flag key', async () => {
    const input = ndjson(impression({}, { flag_key: 'a-very-long-flag-key-'.repeat(10) }))
    for (const columns of [200, 140, 120, 100, 80]) {
      const { stdout } = await runSandbox(['--once', '--session', '-'], fakeSandbox(), { input, columns })
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
    }
  })

  it('exits with 1 where an event was not accepted', async () => {
    const { code, stdout } = await once(
      fakeSandbox((event) => (JSON.stringify(event).includes('exposure') ? 'retry' : 'accepted')),
    )
    expect(code).toBe(1)
    expect(stdout).toContain('4 calls played, 3 experiment events: 2 accepted, 1 retry.')
  })

  it('says why an event was refused', async () => {
    const input = ndjson(impression(), impression({}, { flag_key: null }))
    const { code, stdout } = await runSandbox(['--once', '--session', '-'], fakeSandbox(), { input })
    expect(code).toBe(1)
    expect(stdout).toContain('    FLAG_KEY_MISSING properties.flag_key: The flag key is missing')
    expect(stdout).toContain('2 calls played, 2 experiment events: 1 accepted, 1 rejected.')
  })

  it('breaks long reasons at the width of the terminal', async () => {
    const input = ndjson(impression({}, { flag_key: null }))
    const args = ['--once', '--session', '-']
    const { stdout } = await runSandbox(args, fakeSandbox(), { input, columns: 80 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('says what Amplitude answered where an event was refused by it', async () => {
    const { code, stdout } = await once(fakeSandbox(() => 'rejected'))
    expect(code).toBe(1)
    expect(stdout).toContain('  rejected\n    Amplitude refused it.\n')
  })

  it('shows a try that failed, and when the next one follows', async () => {
    const fake = fakeSandbox()
    const input = ndjson(impression())
    const playSession: FakeSandbox['playSession'] = (options) => {
      fake.fail(impression(), 1500)
      return fake.playSession(options)
    }
    const args = ['--once', '--session', '-']
    const { code, stdout } = await runSandbox(args, { ...fake, playSession }, { input })
    expect(code).toBe(0)
    expect(stdout).toContain('  retry\n    Amplitude is busy. Tried again in 1.5 s.\n')
    expect(stdout).toContain('1 call played, 1 experiment event: 1 accepted.')
    const json = await runSandbox([...args, '--json'], { ...fake, playSession }, { input })
    expect(json.stdout.trim().split('\n')).toHaveLength(3)
  })

  it('exits with 1 where an event has no outcome', async () => {
    const fake = { ...fakeSandbox(), playSession: () => Promise.resolve() }
    const { code, stdout } = await once(fake)
    expect(code).toBe(1)
    expect(stdout).toContain('4 calls played, 3 experiment events: 3 without an outcome.')
  })

  it('does not count what is not to be sent', async () => {
    const fake = { ...fakeSandbox(), playSession: () => Promise.resolve() }
    const input = ndjson(impression({}, { metadata: { trackExposure: false } }))
    expect(await runSandbox(['--once', '--session', '-'], fake, { input })).toMatchObject({ code: 0 })
  })

  it('keeps serving until it is stopped, and shows what comes', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    let later = ''
    let isServing = false
    const { code, stdout } = await runSandbox(['--port', '4800'], fake, {
      signal: stop.signal,
      onOutput(text) {
        if (isServing) later += text
        if (!text.includes('Ctrl-C')) return
        isServing = true
        fake.send(impression({ userId: 'user-later' }))
        stop.abort()
      },
    })
    expect(code).toBe(0)
    expect(stdout.slice(stdout.indexOf('\nEvent debugger'))).toMatchInlineSnapshot(`
      "
      Event debugger:  http://127.0.0.1:4800/
      Demo site:       http://127.0.0.1:4800/site/
      As JSON:         http://127.0.0.1:4800/api/events
      analytics.js:    AnalyticsBrowser.load(
                         { writeKey: 'sandbox', cdnURL: 'http://127.0.0.1:4800' },
                         {
                           integrations: {
                             'Segment.io': { apiHost: '127.0.0.1:4800/v1', protocol: 'http' },
                           },
                         },
                       )
      Serving; new events appear below. Press Ctrl-C to stop.
      04:02:28.954  user-later  $impression hero-headline/treatment → [Experiment] Impression  set [Experiment] hero-headline        accepted
      "
    `)
    expect(later).toContain('user-later')
    expect(fake.isClosed()).toBe(true)
  })

  it('plays nothing where told so', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    const onOutput = (text: string) => {
      if (text.includes('Ctrl-C')) stop.abort()
    }
    const { code, stdout } = await runSandbox(['--no-play'], fake, { signal: stop.signal, onOutput })
    expect(code).toBe(0)
    expect(stdout).not.toContain('played')
    expect(fake.played).toStrictEqual([])
  })

  it('can be stopped while it plays', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    const playing = {
      ...fake,
      playSession: () => {
        stop.abort()
        return new Promise(() => undefined)
      },
    }
    expect(await once(playing, { signal: stop.signal })).toMatchObject({ code: 130, stderr: '' })
    expect(fake.isClosed()).toBe(true)
  })

  it('prints JSON lines: the start, the events, the summary', async () => {
    const { code, stdout } = await runSandbox(['--once', '--json'], fakeSandbox())
    expect(code).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(lines.map((line) => Object.keys(line)[0])).toStrictEqual(['start', 'id', 'id', 'id', 'summary'])
    expect(lines[0]).toStrictEqual({ start: { url: 'http://127.0.0.1:4747', amplitude: 'sandbox' } })
    expect(lines[1]).toMatchObject({ outcome: 'accepted', pre: { event: '$impression' } })
    expect(lines[4]).toStrictEqual({
      summary: { calls: 4, expected: 3, outcomes: { accepted: 3 }, delivered: true },
    })
  })

  it('lets no control character of an event through', async () => {
    const text = '\u001b[2J\u009b31m'
    const input = ndjson(impression({ userId: text }, { flag_key: text, variant: text }))
    for (const args of [[], ['--json']]) {
      const { stdout } = await runSandbox(['--once', '--session', '-', ...args], fakeSandbox(), { input })
      expect(stdout).not.toMatch(/[^\P{Cc}\n]/u)
    }
  })

  it('says what is wrong where it cannot start, or a call of the session is refused', async () => {
    const fake = fakeSandbox()
    const said = async (over: Partial<FakeSandbox>, args: readonly string[] = []) => {
      const { code, stderr } = await runSandbox(['--once', ...args], { ...fake, ...over })
      return [code, stderr.split('\n')[0]]
    }
    const taken = () => Promise.reject(new fake.PortTakenError('taken'))
    expect(await said({ startSandbox: taken }, ['--port', '65535'])).toStrictEqual([
      2,
      'impressions sandbox: Port 65535 is taken by another program. Stop it, or give another port: --port 4747.',
    ])
    const refused = () => Promise.reject(new fake.CallRefusedError('Segment refuses a call.\u001b[2J'))
    expect(await said({ playSession: refused })).toStrictEqual([
      2,
      String.raw`impressions sandbox: Segment refuses a call.\u001b[2J`,
    ])
    const broken = () => Promise.reject(new Error('out of files'))
    for (const over of [{ startSandbox: broken }, { playSession: broken }])
      expect(await said(over)).toStrictEqual([
        1,
        'impressions sandbox: Something unexpected went wrong: out of files',
      ])
  })

  it('says what is wrong with how it was called', async () => {
    const calls: readonly (readonly [readonly string[], Surroundings?])[] = [
      [['--port', '1']],
      [['--port', '70000']],
      [['--port', 'http']],
      [['--port', '-1']],
      [['--once', '--no-play']],
      [['--subscriptions', '-', '--session', '-']],
      [['--session', 'a', '--no-play']],
      [['--session', '/nowhere/session.ndjson']],
      [['--session', '-'], { input: `${ndjson({ type: 'page' })}{"type"\n` }],
      [['--session', '-'], { input: ndjson({ type: 'page' }, 5) }],
    ]
    const said: string[] = []
    for (const [args, over] of calls) {
      const { code, stdout, stderr } = await runSandbox(args, fakeSandbox(), over)
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
      said.push(String(stderr.split('\n')[0]))
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "impressions sandbox: Port 1 is in use by another program. Stop that program, or choose another port: --port 2.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --port isn’t a port number. Expected 0 to 65535, such as 4747.",
        "impressions sandbox: --once and --no-play together leave nothing to do. Leave one out.",
        "impressions sandbox: Only one of the files can be standard input.",
        "impressions sandbox: --session and --no-play can’t be combined. Leave one out.",
        "impressions sandbox: /nowhere/session.ndjson does not exist. Check the path, or give - for standard input.",
        "impressions sandbox: Standard input is not a session: line 2, column 8 is not JSON: expected a colon, and the text ends.",
        "impressions sandbox: Standard input is not a session: line 2 is not a Segment call: expected an object.",
      ]
    `)
  })
})
