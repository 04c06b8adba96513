// What the terminal says of how an event was sent, and of what Amplitude did with it.
import * as realSandbox from '@experiment-impressions/sandbox'
import type { EventRecord } from '../src/sandbox-module.js'
import { file, presets, withMapping, withPreset } from './helpers/doctor.js'
import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox } from './helpers/fake-sandbox.js'
import { runCli } from './helpers/run-cli.js'
import { renderRecord } from '../src/sandbox/render-record.js'
import { createStyle } from '../src/terminal/style.js'

/** Plays one impression through the real sandbox with these subscriptions. */
async function play(
  subscriptions: unknown,
  properties: object = {},
  args: readonly string[] = [],
  over: object = {},
) {
  const path = typeof subscriptions === 'string' ? subscriptions : file('subs.json', subscriptions)
  const { code, stdout, stderr } = await runCli(
    ['sandbox', '--once', '--port', '0', '--session', '-', '--subscriptions', path, ...args],
    {
      input: ndjson(impression({ context: { userAgent: 'x' }, ...over }, properties)),
      dependencies: { loadSandbox: () => Promise.resolve(realSandbox) },
    },
  )
  const scrub = (text: string) => text.replaceAll(/\S*\/subs\.json/g, 'subs.json')
  const lines = scrub(stdout).split('\n')
  return { code, stderr: scrub(stderr), said: lines.filter((line) => line.startsWith('    ')), stdout }
}

describe('--subscriptions', () => {
  it('says nothing of the default mapping', async () => {
    expect(await play(presets())).toMatchObject({ code: 0, said: [] })
  })

  it.each([
    [
      'lost',
      { experiment_key: { '@path': '$.properties.experimentKey' } },
      'Sent without [Experiment] Experiment Key: “experiment_key” is mapped to $.properties.experimentKey, not to $.properties.experiment_key.',
    ],
    [
      'not mapped',
      { insert_id: undefined },
      'Sent without insert_id: “insert_id” isn’t mapped; the default is $.messageId.',
    ],
    [
      'changed in a part',
      {
        time: {
          shown_at: { '@path': '$.properties.shown' },
          timestamp: { '@path': '$.timestamp' },
          original_timestamp: { '@path': '$.originalTimestamp' },
          received_at: { '@path': '$.receivedAt' },
        },
      },
      'Sent with another time: “time.shown_at” is mapped to $.properties.shown, not to $.properties.time.',
    ],
    [
      'changed',
      { user_id: { '@path': '$.anonymousId' } },
      'Sent with another user_id: “user_id” is mapped to $.anonymousId, not to $.userId.',
    ],
  ])('says which field of the mapping is behind what is %s', async (_, mapping, sentence) => {
    expect(await play(withMapping(mapping))).toMatchObject({ code: 0, said: [`    ${sentence}`] })
  })

  it('says that an event was sent which the default mapping refuses', async () => {
    const subscriptions = withMapping({ flag_key: { '@path': '$.properties.flag' } })
    const { code, said } = await play(subscriptions, { flag_key: undefined, flag: 'hero' })
    expect({ code, said }).toStrictEqual({
      code: 0,
      said: ['    Sent, though the default mapping and settings send nothing for this event.'],
    })
  })

  it('says why an event was not sent', async () => {
    const { code, said } = await play(withMapping({ variant: { '@path': '$.properties.varient' } }))
    expect(code).toBe(1)
    expect(said.join(' ')).toContain('The event has a variant, but the mapping')
  })

  it('leaves out the subscriptions of other destinations, and those that are switched off', async () => {
    const other = { name: 'Log', subscribe: 'type = "track"', partnerAction: 'logEventV2', mapping: {} }
    expect(await play([...presets(), other])).toMatchObject({ code: 0, said: [] })
    const { said } = await play(withPreset({ enabled: false }))
    expect(said).toStrictEqual(['    No subscription matches this event.'])
  })

  it('says what is wrong with a file', async () => {
    const files: readonly unknown[] = [
      '/nowhere/subs.json',
      {},
      [{ name: 'Mine', subscribe: 7, partnerAction: 'trackImpression' }],
      [{ name: 'Mine', partnerAction: 'trackImpression' }],
      { data: { subscriptions: presets(), pagination: { next: 'x' } } },
      [{ subscribe: 'type = "track"', partnerAction: 'logEvent' }],
    ]
    const said: string[] = []
    for (const given of files) {
      const { code, stdout, stderr } = await play(given)
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
      said.push(stderr.trim())
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "impressions sandbox: subs.json does not exist. Check the path, or give - for standard input.",
        "impressions sandbox: subs.json contains no subscriptions; expected a list of { "subscribe", "partnerAction", "mapping" }, or the response of Segment’s Public API to GET /destinations/{id}/subscriptions.",
        "impressions sandbox: subs.json, subscription 1 “Mine”, subscribe: expected a string, found number. Copy the subscription from Segment’s Public API again.",
        "impressions sandbox: subs.json, subscription 1 “Mine”, subscribe: expected a string, found nothing. Copy the subscription from Segment’s Public API again.",
        "impressions sandbox: subs.json is one page of several. Pass the files with the other pages too, and remove “pagination” from each.",
        "impressions sandbox: subs.json: there is no subscription of this destination. Expected one with the action trackImpression or trackExposure.",
      ]
    `)
  })
})

describe('what the terminal says of a record', () => {
  /** What stands below the line of an event whose record is like this. */
  async function said(over: Partial<EventRecord>): Promise<string[]> {
    const fake = fakeSandbox()
    const playSession = () => {
      fake.send(impression(), over)
      return Promise.resolve()
    }
    const { stdout } = await runCli(['sandbox', '--once', '--session', '-'], {
      input: ndjson(impression()),
      dependencies: { loadSandbox: () => Promise.resolve({ ...fake, playSession }) },
    })
    return stdout.split('\n').filter((line) => line.startsWith('    '))
  }

  it('shows a duplicate', async () => {
    expect(await said({ storage: 'duplicate' })).toStrictEqual([
      '    Dropped by Amplitude: it had stored an event with this insert_id before.',
    ])
  })

  it('shows how the others of its batch held up an accepted event', async () => {
    const reason = 'Amplitude refused 1 other event of this batch. This one was sent again without it.'
    expect(await said({ attempts: [{ reason }] })).toStrictEqual([`    ${reason}`])
  })

  it('shows what settings changed, without a mapping to blame', async () => {
    const expected = { event_type: '[Experiment] Impression', user_id: 'user-1', time: 5 } as never
    expect(
      await said({ expected, post: { event_type: '$identify', device_id: 'device-1', time: 5 } }),
    ).toStrictEqual([
      '    Sent with another event_type, not the one of the default mapping and settings.',
      '    Sent without user_id, which the default mapping and settings send.',
      '    Sent with device_id, which the default mapping and settings don’t send.',
    ])
  })

  it('shows an event that Segment received again', async () => {
    const fake = fakeSandbox()
    const playSession: typeof fake.playSession = (options) => {
      fake.repeat(impression())
      return fake.playSession(options)
    }
    const input = ndjson(impression())
    const dependencies = { loadSandbox: () => Promise.resolve({ ...fake, playSession }) }
    const args = ['sandbox', '--once', '--session', '-']
    const { stdout } = await runCli(args, { input, dependencies })
    expect(stdout).toContain(
      '  dropped\n    Received again, dropped by Segment: this message id was seen before.\n',
    )
    const json = await runCli([...args, '--json'], { input, dependencies })
    expect(json.stdout.trim().split('\n')).toHaveLength(3)
  })
})

it('says that an event’s integrations keep it from being delivered, and that is no failure', async () => {
  const { code, said, stdout } = await play(presets(), {}, [], { integrations: { All: false } })
  expect(code).toBe(0)
  expect(said[0]).toContain('integrations.All: The event’s integrations switch this destination off')
  expect(stdout).toContain('1 call played, 1 experiment event: 1 skipped.')
})

it('says when the variant was shown, also of an event that wasn’t sent', async () => {
  const { code, stdout } = await play(withMapping({ variant: { '@path': '$.properties.varient' } }))
  expect(code).toBe(1)
  expect(stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3} .* not sent .* rejected$/m)
})

it.each([
  ['accepted', 'stored', true],
  ['accepted', 'duplicate', false],
  ['rejected', null, false],
  ['retry', null, false],
] as const)('paints what a %s (%s) event does to the person as done: %p', (outcome, storage, isDone) => {
  const post = {
    event_type: '[Experiment] Impression',
    user_properties: { $set: { '[Experiment] hero': 'b' } },
  }
  const record: EventRecord = {
    id: 'message-1',
    pre: impression(),
    post,
    expected: null,
    issues: [],
    outcome,
    attempts: [],
    storage,
    subscription: null,
    userProperties: null,
  }
  const line = renderRecord(record, { columns: 140, style: createStyle(true) })
  expect(line.includes('\u001b[32mset')).toBe(isDone)
  expect(line.includes('\u001b[2mset')).toBe(!isDone)
})
