import { findingDocs } from '../src/doctor/words/describe-finding.js'
import { doctor, file, presets, report, withMapping } from './helpers/doctor.js'

const keys = { apiKey: 'one-key', secretKey: 'another-key' }

const faulty = () => [
  ...withMapping({ variant: { '@path': '$.properties.varient' } }),
  { name: 'Track Calls', subscribe: 'type = "track"', partnerAction: 'logEventV2', mapping: {} },
]

/** The link is longer than most terminals are wide, and must stay whole. */
const linesWithoutLink = (text: string) => text.split('\n').filter((line) => line !== findingDocs)

describe('the report of impressions doctor', () => {
  it('has one line for each check that found nothing', async () => {
    const args = ['--settings', file('settings.json', keys), '--subscriptions', file('subs.json', presets())]
    expect(await doctor([...args, '--offline'])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "✓ Settings         2 settings, all valid.
      · Keys and region  Not checked: --offline.
      ✓ Subscriptions    3 subscriptions cover $impression and $exposure.
      ✓ Sent once        Amplitude gets each of 17 test events at most once.
      ✓ Mappings         3 mappings passed with 17 test events, one by one and in batches.

      1 check skipped.
      ",
      }
    `)
  })

  it('lists findings', async () => {
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
          The file contains keys, and other users of this machine can read it.
          → Run chmod 600 settings.json, or remove the keys and set
            AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY instead.

      · Keys and region  Not checked: --offline.
      ✓ Subscriptions    3 subscriptions cover $impression and $exposure. 1
                         subscription belongs to other destinations.

      ✗ Sent once
        ✗ DOUBLE_DELIVERY  subs.json, subscription 4 “Track Calls”
          Segment’s own Amplitude destination also sends $impression and $exposure,
          without an insert id. Amplitude transforms what it gets, so each event
          counts twice.
          → Change its trigger to type = "track" and event != "$impression" and event
            != "$exposure"

      ✗ Mappings
        ✗ FIELD_LOST
          subs.json, subscrip…1 “Track Impression”, mapping.variant
          “Variant” is lost in 11 of 15 matching test events. It’s mapped from
          $.properties.varient. The destination refuses such events, because they
          would take the visitor out of the experiment.
          → Did you mean $.properties.variant? Map it from there.

      2 errors, 1 warning, 1 check skipped.
      What each code means and what to do:
      https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md
      ",
      }
    `)
  })

  it('fits the terminal, except for the link', async () => {
    const path = file('subs.json', faulty())
    const { apiKey: AMPLITUDE_API_KEY, secretKey: AMPLITUDE_SECRET_KEY } = keys
    const env = { NO_COLOR: '1', AMPLITUDE_API_KEY, AMPLITUDE_SECRET_KEY }
    for (const columns of [60, 80, 100, 120]) {
      const { stdout } = await doctor(['--subscriptions', path, '--offline'], { columns, env })
      expect(Math.max(...linesWithoutLink(stdout).map((line) => line.length))).toBeLessThanOrEqual(columns)
      expect(stdout).toContain('DOUBLE_DELIVERY')
    }
  })

  it('has coloured marks if colours are wanted', async () => {
    const args = ['--subscriptions', file('subs.json', faulty())]
    const { stdout } = await doctor(args, { env: { FORCE_COLOR: '1' } })
    expect(stdout).toContain('\u001b[32m✓\u001b[39m')
    expect(stdout).toContain('\u001b[31m✗\u001b[39m')
    // eslint-disable-next-line no-control-regex
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe((await doctor(args)).stdout)
  })

  it('is data with --json', async () => {
    const { code, checks, summary } = await report(['--subscriptions', file('subs.json', faulty())])
    expect({ code, summary }).toStrictEqual({ code: 1, summary: { errors: 2, warnings: 0, notMade: 2 } })
    expect(checks[3]).toMatchInlineSnapshot(`
      {
        "findings": [
          {
            "code": "DOUBLE_DELIVERY",
            "docs": "https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md#double_delivery",
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
            "reason": "Segment’s own Amplitude destination also sends $impression and $exposure, without an insert id. Amplitude transforms what it gets, so each event counts twice.",
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
})
