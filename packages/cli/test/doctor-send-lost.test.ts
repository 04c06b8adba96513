// A test impression doesn’t arrive, or arrives late.
import {
  createTestRuns,
  endpointsOf,
  subscription,
  userId,
  type TestRunOptions,
} from './helpers/doctor-send.js'
import { read } from './helpers/doctor-send-report.js'

const runs = createTestRuns()
afterEach(() => runs.close())

/** Sends the test impressions, and returns the output of `--json`. */
async function sent(options: TestRunOptions = {}, args: readonly string[] = []) {
  const { send, sandbox, waited } = await runs.prepare(options)
  return { ...read(await send(['--yes', '--json', ...args])), sandbox, waited }
}
const none: TestRunOptions['subscriptions'] = [subscription({ enabled: false })]

describe('a lost impression', () => {
  const lost = ['amplitude error IMPRESSION_LOST']

  it.each<[string, TestRunOptions]>([
    ['no subscription matches it', { subscriptions: [] }],
    ['the subscription is off', { subscriptions: none }],
    [
      'a filter removes it',
      {
        subscriptions: [
          subscription({
            subscribe:
              'type = "track" and event = "$impression" and properties.flag_key != "impressions-doctor-test"',
          }),
        ],
      },
    ],
    [
      'a middleware switches the destination off',
      { middleware: (call) => ({ ...call, integrations: { All: false } }) },
    ],
    [
      'the destination refuses the mapped event',
      { subscriptions: [subscription({}, { flag_key: undefined })] },
    ],
  ])('has the code IMPRESSION_LOST if %s', async (_, options) => {
    const { code, lines, statuses, report } = await sent(options)
    expect({ code, lines, sent: report.sent }).toStrictEqual({ code: 1, lines: lost, sent: 1 })
    expect(statuses).toStrictEqual({
      keys: 'passed',
      segment: 'passed',
      amplitude: 'error',
      property: 'skipped',
      unset: 'skipped',
      copies: 'skipped',
      person: 'skipped',
    })
  })

  it('has the code IMPRESSION_LOST if it goes to another project', async () => {
    const other = await runs.start({})
    const { lines, sandbox } = await sent({ endpoints: endpointsOf(other) })
    expect(lines).toStrictEqual(lost)
    expect([sandbox.user(userId), other.user(userId)?.userId]).toStrictEqual([undefined, userId])
  })

  it('has the code IMPRESSION_LOST if the destination has a key of the other region', async () => {
    const other = await runs.start({})
    const { lines, sandbox } = await sent({
      amplitude: { apiKey: 'a-key-of-europe', region: 'north_america' },
      endpoints: endpointsOf(other),
    })
    expect(lines).toStrictEqual(lost)
    expect(sandbox.events()[0]?.outcome).toBe('rejected')
  })

  it('comes with its likely causes and the next step', async () => {
    const { findings, report } = await sent({ subscriptions: none }, ['--wait', '1'])
    const { reason, causes = [], nextStep } = findings[0] ?? {}
    expect([reason, ...causes, nextStep]).toMatchInlineSnapshot(`
      [
        "Segment accepted the impression, but this Amplitude project doesn’t know the test person, neither by user id nor by device id.",
        "SEGMENT_WRITE_KEY is mistyped or belongs to another source. Segment accepts impressions with any key.",
        "The destination isn’t connected to this source, it’s switched off, or no enabled mapping of it matches $impression.",
        "Segment filters the event: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.",
        "Amplitude refuses the event: the destination’s API key is mistyped or belongs to the other data region.",
        "The destination delivers to a different Amplitude project than the one of AMPLITUDE_API_KEY.",
        "The event is later than usual. A longer --wait shows whether it still arrives.",
        "Look for impressions-test-id-0001 in the source’s debugger in Segment. If the impression isn’t there, the first cause applies. If it’s there, open the destination’s Event Delivery, which shows what was filtered or refused. Run impressions doctor --subscriptions to check triggers and mappings.",
      ]
    `)
    expect(report.stages[2]?.ms).toBe(62_000)
  })

  it('is awaited for --wait, within Amplitude’s limit of requests', async () => {
    // The sandbox refuses more than 360 requests an hour.
    const { lines, waited } = await sent({ subscriptions: none }, ['--wait', '60'])
    expect(lines).toStrictEqual(lost)
    expect(waited.reduce((sum, ms) => sum + ms)).toBe(60 * 60_000 + 2000)
  })
})

describe('a late impression', () => {
  const nobody = { body: { matches: [], type: 'nomatch' }, path: 'usersearch' } as const

  it('passes with the warning IMPRESSION_LATE', async () => {
    const { code, lines, findings } = await sent({ faults: [{ ...nobody, times: 40 }] })
    expect({ code, lines }).toStrictEqual({ code: 0, lines: ['amplitude warning IMPRESSION_LATE'] })
    expect(findings[0]?.params).toStrictEqual({ seconds: 142, usual: 90 })
  })

  it('passes without a warning if Segment’s batches explain the time', async () => {
    const { code, lines, report } = await sent({ faults: [{ ...nobody, times: 20 }] })
    expect({ code, lines, ms: report.stages[2]?.ms }).toStrictEqual({ code: 0, lines: [], ms: 52_000 })
  })

  it('counts as lost when the time is up', async () => {
    const { lines } = await sent({ faults: [{ ...nobody, times: 40 }] }, ['--wait', '1.5'])
    expect(lines).toStrictEqual(['amplitude error IMPRESSION_LOST'])
  })
})
