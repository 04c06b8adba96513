import * as realSandbox from '@experiment-impressions/sandbox'
import { file, presets, withMapping, withPreset } from './helpers/doctor.js'
import { impression, ndjson } from './helpers/events.js'
import { runCli } from './helpers/run-cli.js'

// How `impressions sandbox --subscriptions` shows what a mapping changes.

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
  it('says nothing about the default mapping', async () => {
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

  it('says that it sent an event that the default mapping refuses', async () => {
    const subscriptions = withMapping({ flag_key: { '@path': '$.properties.flag' } })
    const { code, said } = await play(subscriptions, { flag_key: undefined, flag: 'hero' })
    expect({ code, said }).toStrictEqual({
      code: 0,
      said: ['    Sent, though the default mapping and settings send nothing for this event.'],
    })
  })

  it('says why an event isn’t sent', async () => {
    const { code, said } = await play(withMapping({ variant: { '@path': '$.properties.varient' } }))
    expect(code).toBe(1)
    expect(said.join(' ')).toContain('The event has a variant, but the mapping')
  })

  it('ignores subscriptions of other destinations, and those that are switched off', async () => {
    const other = { name: 'Log', subscribe: 'type = "track"', partnerAction: 'logEventV2', mapping: {} }
    expect(await play([...presets(), other])).toMatchObject({ code: 0, said: [] })
    const { said } = await play(withPreset({ enabled: false }))
    expect(said).toStrictEqual(['    No subscription matches this event.'])
  })

  it('says what’s wrong with a file', async () => {
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
        "impressions sandbox: subs.json doesn’t exist. Check the path, or pass - for standard input.",
        "impressions sandbox: subs.json contains no subscriptions; expected a list of { "subscribe", "partnerAction", "mapping" }, or the response of Segment’s Public API to GET /destinations/{id}/subscriptions.",
        "impressions sandbox: subs.json, subscription 1 “Mine”: “subscribe” must be a string but is a number, so the subscription can’t be read. Copy the subscription again from Segment’s Public API.",
        "impressions sandbox: subs.json, subscription 1 “Mine”: “subscribe” must be a string but is missing, so the subscription can’t be read. Copy the subscription again from Segment’s Public API.",
        "impressions sandbox: subs.json is one page of several. Pass the files with the other pages too, and remove “pagination” from each.",
        "impressions sandbox: subs.json: no subscription is for this destination. Add one with the action trackImpression or trackExposure.",
      ]
    `)
  })
})

it('says that an event’s integrations block delivery, which isn’t a failure', async () => {
  const { code, said, stdout } = await play(presets(), {}, [], { integrations: { All: false } })
  expect(code).toBe(0)
  expect(said[0]).toContain('integrations.All: The event’s integrations turn this destination off')
  expect(stdout).toContain('1 call played, 1 experiment event: 1 skipped.')
})

it('says when the variant was shown, even for an event that isn’t sent', async () => {
  const { code, stdout } = await play(withMapping({ variant: { '@path': '$.properties.varient' } }))
  expect(code).toBe(1)
  expect(stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3} .* not sent .* rejected$/m)
})
