import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sandboxProject, startSandbox } from '@experiment-impressions/sandbox'
import { doctor, file, presets, report, withMapping } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'

const keys = { apiKey: 'one-key', secretKey: 'another-key' }

const faulty = () => [
  ...withMapping({ variant: { '@path': '$.properties.varient' } }),
  { name: 'Track Calls', subscribe: 'type = "track"', partnerAction: 'logEventV2', mapping: {} },
]

describe('impressions doctor', () => {
  it('prints a line for each check that found nothing', async () => {
    const args = ['--settings', file('settings.json', keys), '--subscriptions', file('subs.json', presets())]
    expect(await doctor([...args, '--offline'])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "✓ Settings         2 settings, all understood.
      · Keys and region  Not checked: --offline.
      ✓ Subscriptions    3 subscriptions; $impression and $exposure are taken.
      ✓ Sent once        Each of 17 test events is sent to Amplitude once at most.
      ✓ Mappings         3 mappings run over 17 test events, singly and in batches: all come out right.

      1 check not made.
      ",
      }
    `)
  })

  it('prints what it found', async () => {
    const args = [
      '--settings',
      file('settings.json', keys, 0o644),
      '--subscriptions',
      file('subs.json', faulty()),
    ]
    expect(await doctor([...args, '--offline'], { columns: 80 })).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "! Settings
        ! KEYS_READABLE_BY_OTHERS  settings.json
          The file holds keys, and other users of this machine may read it.
          → Run chmod 600 settings.json, or take the keys out and
            give them as AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY.

      · Keys and region  Not checked: --offline.
      ✓ Subscriptions    3 subscriptions; $impression and $exposure are taken. 1
                         subscription of other destinations.

      ✗ Sent once
        ✗ DOUBLE_DELIVERY  subs.json, subscription 4 “Track Calls”
          Segment’s own Amplitude destination sends $impression and $exposure on as
          well, without an insert id, and Amplitude transforms what it gets: each
          counts twice.
          → Change its trigger to type = "track" and event != "$impression" and event
            != "$exposure"

      ✗ Mappings
        ✗ FIELD_LOST
          subs.json, subscrip…1 “Track Impression”, mapping.variant
          “Variant” is lost in 11 of the 15 test events that it takes; it is mapped
          from $.properties.varient. The destination refuses such an event, since it
          would take the visitor out of the experiment.
          → Did you mean $.properties.variant? Map it from there.

      2 errors, 1 warning, 1 check not made.
      ",
      }
    `)
  })

  it('fits the terminal', async () => {
    const path = file('subs.json', faulty())
    const { apiKey: AMPLITUDE_API_KEY, secretKey: AMPLITUDE_SECRET_KEY } = keys
    const env = { NO_COLOR: '1', AMPLITUDE_API_KEY, AMPLITUDE_SECRET_KEY }
    for (const columns of [60, 80, 100, 120]) {
      const { stdout } = await doctor(['--subscriptions', path, '--offline'], { columns, env })
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
      expect(stdout).toContain('DOUBLE_DELIVERY')
    }
  })

  it('paints marks where colours are wanted', async () => {
    const args = ['--subscriptions', file('subs.json', faulty())]
    const { stdout } = await doctor(args, { env: { FORCE_COLOR: '1' } })
    expect(stdout).toContain('\u001b[32m✓\u001b[39m')
    expect(stdout).toContain('\u001b[31m✗\u001b[39m')
    // eslint-disable-next-line no-control-regex
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe((await doctor(args)).stdout)
  })

  it('prints data with --json', async () => {
    const { code, checks, summary } = await report(['--subscriptions', file('subs.json', faulty())])
    expect({ code, summary }).toStrictEqual({ code: 1, summary: { errors: 2, warnings: 0, notMade: 2 } })
    expect(checks[3]).toMatchInlineSnapshot(`
      {
        "findings": [
          {
            "code": "DOUBLE_DELIVERY",
            "file": "subs.json",
            "name": "Track Calls",
            "nextStep": "Change its trigger to type = "track" and event != "$impression" and event != "$exposure"",
            "params": {
              "matched": [
                "$impression",
                "$exposure",
              ],
              "trigger": "type = "track" and event != "$impression" and event != "$exposure"",
            },
            "path": [
              3,
            ],
            "reason": "Segment’s own Amplitude destination sends $impression and $exposure on as well, without an insert id, and Amplitude transforms what it gets: each counts twice.",
            "severity": "error",
          },
        ],
        "more": 0,
        "name": "deliveries",
        "note": null,
        "status": "error",
      }
    `)
  })

  it.each([
    [[], 'There is nothing to check: give --settings, --subscriptions or both.'],
    [['--setting', 'x'], 'There is no option --setting. Did you mean --settings?'],
    [['x'], 'The argument “x” isn’t expected here.'],
    [['--settings', '-', '--subscriptions', '-'], 'Only one of the files can be standard input.'],
    [
      ['--settings', 'x', '--offline', '--amplitude-url', 'http://127.0.0.1'],
      '--amplitude-url and --offline contradict each other. Leave one of them out.',
    ],
  ])('refuses %j', async (args, message) => {
    expect(await runCli(['doctor', ...args])).toStrictEqual({
      code: 2,
      stdout: '',
      stderr: `impressions doctor: ${message}\nFor usage, run: impressions doctor --help\n`,
    })
  })

  it('stops where the user wants it to', async () => {
    const stop = new AbortController()
    const path = file('settings.json', keys)
    const args = ['--settings', path, '--offline']
    const early = await doctor(args, { signal: AbortSignal.abort() })
    const ran = doctor(args, { signal: stop.signal })
    stop.abort()
    expect([early, await ran]).toStrictEqual(Array(2).fill({ code: 130, stdout: '', stderr: '' }))
  })
})

describe('the built command', () => {
  it('checks keys at a sandbox', async () => {
    const bin = join(__dirname, '../dist/bin.js')
    const sandbox = await startSandbox({ port: 0 })
    const { apiKey: AMPLITUDE_API_KEY, secretKey: AMPLITUDE_SECRET_KEY } = sandboxProject
    const child = spawn(
      process.execPath,
      [
        bin,
        'doctor',
        '--subscriptions',
        file('subs.json', presets()),
        '--amplitude-url',
        `${sandbox.url}/amplitude`,
      ],
      {
        env: { NO_COLOR: '1', AMPLITUDE_API_KEY, AMPLITUDE_SECRET_KEY },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    await sandbox.close()
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout.replaceAll(new URL(sandbox.url).host, 'localhost:4747')).toMatchInlineSnapshot(`
      "✓ Settings         2 settings, all understood; AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY from the
                         environment.
      ✓ Keys and region  Amplitude at localhost:4747 knows the two keys as a pair. Whether the API key
                         may send events shows with the first one.
      ✓ Subscriptions    3 subscriptions; $impression and $exposure are taken.
      ✓ Sent once        Each of 17 test events is sent to Amplitude once at most.
      ✓ Mappings         3 mappings run over 17 test events, singly and in batches: all come out right.

      All is well.
      "
    `)
  })
})
