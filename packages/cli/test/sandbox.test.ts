import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox } from './helpers/fake-sandbox.js'
import { runCli } from './helpers/run-cli.js'
import { once, runSandbox } from './helpers/run-sandbox.js'

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
      1 other call: 1 page.
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
      summary: {
        calls: 4,
        events: 3,
        expected: 3,
        outcomes: { accepted: 3 },
        delivered: true,
        otherCalls: [{ name: 'page', count: 1 }],
      },
    })
  })

  it('keeps serving until it is stopped, and shows new events', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    let later = ''
    let isServing = false
    const { code, stdout } = await runSandbox(['--port', '64800'], fake, {
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
    const serving = stdout.slice(stdout.indexOf('\nEvent debugger'))
    expect(serving).toMatchInlineSnapshot(`
      "
      Event debugger:  http://127.0.0.1:64800/
      Demo site:       http://127.0.0.1:64800/site/
      As JSON:         http://127.0.0.1:64800/api/events, other calls at /api/calls

      Send a test impression:
        curl http://127.0.0.1:64800/v1/track -d '{ "event": "$impression",
          "anonymousId": "my-device",
          "properties": { "flag_key": "hero", "variant": "b" } }'
      Try doctor with the sandbox’s own keys:
        export AMPLITUDE_API_KEY=fake-api-key
        export AMPLITUDE_SECRET_KEY=fake-secret-key
        impressions doctor --amplitude-url http://127.0.0.1:64800/amplitude

      To send your page’s calls here: in Segment’s snippet, change t.src and add _cdn.
        t.src = 'http://127.0.0.1:64800/analytics.js/v1/' + key + '/analytics.min.js'
        analytics._cdn = 'http://127.0.0.1:64800'
      With npm:
        AnalyticsBrowser.load({
          writeKey: 'sandbox', cdnURL: 'http://127.0.0.1:64800',
        })
      Or keep your source’s settings, and send only its calls here:
        analytics.load('YOUR_WRITE_KEY', {
          integrations: {
            'Segment.io': { apiHost: '127.0.0.1:64800/v1', protocol: 'http' },
          },
        })

      Serving; new events appear below. Press Ctrl-C to stop.
      04:02:28.954  user-later  $impression hero-headline/treatment → [Experiment] Impression  set [Experiment] hero-headline        accepted
      "
    `)
    const [ways = ''] = serving.split('Serving;')
    expect(Math.max(...ways.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(later).toContain('user-later')
    expect(fake.isClosed()).toBe(true)
  })

  it('plays nothing with --no-play', async () => {
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

  it('starts nothing if it’s stopped while it loads', async () => {
    const fake = fakeSandbox()
    const stop = new AbortController()
    const loadSandbox = () => {
      // Loading ends with a signal that isn't handled yet.
      setImmediate(() => {
        stop.abort()
      })
      return Promise.resolve(fake)
    }
    const { signal } = stop
    expect(await runCli(['sandbox', '--once'], { signal, dependencies: { loadSandbox } })).toStrictEqual({
      code: 130,
      stdout: '',
      stderr: '',
    })
    expect(fake.started).toStrictEqual([])
  })

  it('stops while it plays', async () => {
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

  it('prints no control character of an event', async () => {
    const text = '\u001b[2J\u009b31m'
    const input = ndjson(impression({ userId: text }, { flag_key: text, variant: text }))
    for (const args of [[], ['--json']]) {
      const { stdout } = await runSandbox(['--once', '--session', '-', ...args], fakeSandbox(), { input })
      expect(stdout).not.toMatch(/[^\P{Cc}\n]/u)
    }
  })
})
