// A test impression goes through the real sandbox, and is watched there; each way of losing it has a verdict of its own.
import { postTransformation } from '@experiment-impressions/contract'
import {
  createRoads,
  endpointsOf,
  eventAlone,
  made,
  passedOn,
  propertiesOf,
  read,
  subscription,
  upload,
  userId,
  type RoadOptions,
} from './helpers/doctor-send.js'

const roads = createRoads()
afterEach(() => roads.close())

type Fields = Readonly<Record<string, unknown>>

const property = '[Experiment] impressions-doctor-test'

/** Sends along a road and gives what `--json` prints. */
async function sent(options: RoadOptions = {}, args: readonly string[] = []) {
  const { send, sandbox, waited } = await roads.road(options)
  return { ...read(await send(['--yes', '--json', ...args])), sandbox, waited }
}

const none: RoadOptions['subscriptions'] = [subscription({ enabled: false })]
const withVariantAlone = subscription({
  subscribe: 'type = "track" and event = "$impression" and properties.variant = "treatment"',
})

describe('a road that works', () => {
  it('passes every stage, and says how long each took', async () => {
    const { send, scrubbed } = await roads.road()
    expect(scrubbed(await send(['--yes'], { columns: 80 }))).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "
      This sends two test impressions of the flag impressions-doctor-test to Segment
      at 127.0.0.1:4747, as a new person, impressions-test-id-0001. They are real
      events: every destination of the source gets them, they count towards your
      volume in Segment and Amplitude, and Amplitude may bill them as two impressions.
      Amplitude at 127.0.0.1:4747 is then asked until they are there, for up to 5
      minutes each.

      Delete the test person in Amplitude? [y/N]
      ",
        "stdout": "✓ Keys and region  Amplitude at 127.0.0.1:4747 knows the two keys as a pair.
                         Whether the API key may send events shows with the first one.
      ✓ Segment          127.0.0.1:4747 took the impression in 0 ms. It says so for
                         any write key: only Amplitude proves it.
      ✓ Amplitude        There as [Experiment] Impression after 2 s, with flag key,
                         variant and experiment key.
      ✓ User property    [Experiment] impressions-doctor-test is treatment, at once.
      ✓ Unset            [Experiment] impressions-doctor-test was gone 2 s after an
                         impression without a variant.
      ✓ Arrived once     No copy of the 2 test impressions turned up within half a
                         minute.
      · Test person      impressions-test-id-0001 stays, with what was sent.
                         Amplitude’s User Privacy API deletes them later;
                         --delete-test-person does it at once. In Segment: Settings,
                         End User Privacy, with the same user id.

      All is well.
      ",
      }
    `)
  })

  it('is seen in Amplitude as the two impressions that were sent', async () => {
    const { report, code, sandbox } = await sent()
    expect(code).toBe(0)
    expect(report).toMatchObject({
      person: { userId, deviceId: 'id-0002', amplitudeId: sandbox.user(userId)?.amplitudeId },
      flag: 'impressions-doctor-test',
      sent: 2,
      summary: { errors: 0, warnings: 0, notMade: 0 },
    })
    expect(report.stages.map(({ name, status, ms }) => [name, status, ms])).toStrictEqual([
      ['keys', 'passed', null],
      ['segment', 'passed', 0],
      ['amplitude', 'passed', 2000],
      ['property', 'passed', 0],
      ['unset', 'passed', 2000],
      ['copies', 'passed', null],
      ['person', 'skipped', null],
    ])
    const [first, second] = sandbox.events()
    expect(first?.post).toMatchObject({
      user_id: userId,
      device_id: 'id-0002',
      insert_id: first?.id,
      event_properties: {
        [postTransformation.flagKey]: 'impressions-doctor-test',
        [postTransformation.variant]: 'treatment',
        [postTransformation.experimentKey]: 'exp-1',
      },
      user_properties: { $set: { [property]: 'treatment' } },
    })
    expect(second?.post).toMatchObject({ user_properties: { $unset: { [property]: '-' } } })
  })

  it('has nothing in it that the transformation finds fault with', async () => {
    const { sandbox } = await sent()
    expect(sandbox.events().map(({ issues }) => issues)).toStrictEqual([[], []])
    expect(sandbox.events()[0]?.pre).toMatchObject({
      type: 'track',
      event: '$impression',
      messageId: expect.stringMatching(/^exp-\d{13}-id-0003$/) as string,
      userId,
      anonymousId: 'id-0002',
      context: {
        page: { url: 'https://example.com/impressions-doctor-test' },
        library: { name: 'impressions-doctor' },
      },
    })
  })

  it('takes another flag key', async () => {
    const { code, report, sandbox } = await sent({}, ['--flag', 'checkout flow'])
    expect({ code, flag: report.flag }).toStrictEqual({ code: 0, flag: 'checkout flow' })
    expect(sandbox.events()[0]?.post?.['user_properties']).toStrictEqual({
      $set: { '[Experiment] checkout flow': 'treatment' },
    })
  })

  it('may unset the property without an event', async () => {
    const { code, lines } = await sent({ settings: { unsetAs: 'identify' } })
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })

  it('may carry what Amplitude and others know of the person besides', async () => {
    const { lines } = await sent({
      alongside: made({ event_type: '$identify', user_properties: { $set: { plan: 'free' } } }),
    })
    expect(lines).toStrictEqual([])
  })
})

describe('an impression that is lost', () => {
  const lost = ['amplitude error IMPRESSION_LOST']

  it.each<[string, RoadOptions]>([
    ['no subscription takes it', { subscriptions: [] }],
    ['the subscription is off', { subscriptions: none }],
    [
      'it is filtered',
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
    ['the mapping has it refused', { subscriptions: [subscription({}, { flag_key: undefined })] }],
  ])('is called so where %s', async (_, options) => {
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

  it('is called so where it goes to another project', async () => {
    const other = await roads.start({})
    const { lines, sandbox } = await sent({ endpoints: endpointsOf(other) })
    expect(lines).toStrictEqual(lost)
    expect([sandbox.user(userId), other.user(userId)?.userId]).toStrictEqual([undefined, userId])
  })

  it('is called so where the destination has a key of the other region', async () => {
    const other = await roads.start({})
    const { lines, sandbox } = await sent({
      amplitude: { apiKey: 'a-key-of-europe', region: 'us' },
      endpoints: endpointsOf(other),
    })
    expect(lines).toStrictEqual(lost)
    expect(sandbox.events()[0]?.outcome).toBe('rejected')
  })

  it('has its likely causes told in order, and the next step', async () => {
    const { findings, report } = await sent({ subscriptions: none }, ['--wait', '1'])
    const { reason, causes = [], nextStep } = findings[0] ?? {}
    expect([reason, ...causes, nextStep]).toMatchInlineSnapshot(`
      [
        "Segment took the impression, and this Amplitude project doesn’t know the test person, neither by user id nor by device id.",
        "SEGMENT_WRITE_KEY is another source’s or a mistyped one: Segment says that it took the impression in any case.",
        "The destination isn’t connected to this source, or is switched off, or no mapping of it that is on takes $impression.",
        "Segment filters it: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.",
        "Amplitude refuses it: the destination has an API key of the other data region, or a mistyped one.",
        "The destination delivers to another Amplitude project than that of AMPLITUDE_API_KEY.",
        "It is later than usual: a longer --wait shows whether it still comes.",
        "Look for impressions-test-id-0001 in the source’s debugger in Segment. If it isn’t there, it is the first cause; else open the destination’s Event Delivery, which shows what was filtered or refused. impressions doctor --subscriptions checks triggers and mappings.",
      ]
    `)
    expect(report.stages[2]?.ms).toBe(62_000)
  })

  it('is waited for as long as is asked, at most as often as Amplitude allows', async () => {
    // The sandbox refuses what is above 360 questions an hour.
    const { lines, waited } = await sent({ subscriptions: none }, ['--wait', '60'])
    expect(lines).toStrictEqual(lost)
    expect(waited.reduce((sum, ms) => sum + ms)).toBe(60 * 60_000 + 2000)
  })
})

describe('an impression that is late', () => {
  const nobody = { body: { matches: [], type: 'nomatch' }, path: 'usersearch' } as const

  it('passes with a warning', async () => {
    const { code, lines, findings } = await sent({ faults: [{ ...nobody, times: 40 }] })
    expect({ code, lines }).toStrictEqual({ code: 0, lines: ['amplitude warning IMPRESSION_LATE'] })
    expect(findings[0]?.params).toStrictEqual({ seconds: 142, usual: 90 })
  })

  it('passes without one as long as batches may take', async () => {
    const { code, lines, report } = await sent({ faults: [{ ...nobody, times: 20 }] })
    expect({ code, lines, ms: report.stages[2]?.ms }).toStrictEqual({ code: 0, lines: [], ms: 52_000 })
  })

  it('is lost once the time is up', async () => {
    const { lines } = await sent({ faults: [{ ...nobody, times: 40 }] }, ['--wait', '1.5'])
    expect(lines).toStrictEqual(['amplitude error IMPRESSION_LOST'])
  })
})

describe('an impression in another form', () => {
  it.each<[string, RoadOptions, string, Fields]>([
    [
      'nothing has transformed',
      { subscriptions: none, alongside: made({ event_properties: { flag: 'x' } }) },
      'amplitude error IMPRESSION_RAW',
      { names: ['$impression'] },
    ],
    [
      'has another name',
      { subscriptions: none, alongside: made({ event_type: 'Experiment Viewed' }) },
      'amplitude error IMPRESSION_RENAMED',
      { names: ['Experiment Viewed'] },
    ],
    [
      'goes through the action for exposures',
      { subscriptions: [subscription({ partnerAction: 'trackExposure' })] },
      'amplitude error IMPRESSION_RENAMED',
      { names: ['[Experiment] Exposure'] },
    ],
    [
      'is a change of properties alone',
      {
        subscriptions: none,
        alongside: made({ event_type: '$identify', user_properties: { $set: { a: 1 } } }),
      },
      'amplitude error IMPRESSION_WITHOUT_EVENT',
      { userId },
    ],
  ])('is told from one that is lost: it %s', async (_, options, line, params) => {
    const { code, lines, findings, statuses } = await sent(options)
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({ code: 1, lines: [line], params })
    expect(statuses).toMatchObject({ property: 'skipped', unset: 'skipped', copies: 'skipped' })
  })

  it('is given half a minute to be joined by the right one', async () => {
    const { report, waited } = await sent({ subscriptions: none, alongside: made({ event_type: 'Seen' }) })
    expect(report.stages[2]?.ms).toBe(2000)
    expect(waited.slice(1).reduce((sum, ms) => sum + ms)).toBe(30_000)
  })

  it.each<[string, RoadOptions, string, Fields]>([
    [
      'its experiment key',
      { subscriptions: [subscription({}, { experiment_key: undefined })] },
      'amplitude warning IMPRESSION_PROPERTIES_WRONG',
      { lost: [postTransformation.experimentKey], changed: [] },
    ],
    [
      'its variant',
      {
        subscriptions: none,
        alongside: made({
          event_type: postTransformation.impression,
          event_properties: { [postTransformation.flagKey]: 'other', [postTransformation.variant]: null },
          user_properties: { [property]: 'treatment' },
        }),
      },
      'amplitude error IMPRESSION_PROPERTIES_WRONG',
      {
        lost: [postTransformation.variant, postTransformation.experimentKey],
        changed: [postTransformation.flagKey],
      },
    ],
    [
      'its flag key',
      { subscriptions: [subscription({}, { flag_key: 'other' })] },
      'amplitude error IMPRESSION_PROPERTIES_WRONG',
      { lost: [], changed: [postTransformation.flagKey] },
    ],
    [
      'its user id',
      { subscriptions: [subscription({}, { user_id: undefined })] },
      'amplitude error USER_ID_LOST',
      { userId },
    ],
    [
      'its device id',
      { subscriptions: [subscription({}, { device_id: undefined })] },
      'amplitude warning DEVICE_ID_LOST',
      {},
    ],
  ])('is told where it loses %s', async (_, options, line, params) => {
    const { code, lines, findings } = await sent(options)
    expect({ first: lines[0], params: findings[0]?.params }).toStrictEqual({ first: line, params })
    expect(code).toBe(lines.some((one) => one.includes(' error ')) ? 1 : 0)
  })
})

describe('the user property', () => {
  it.each<[string, RoadOptions, Fields]>([
    ['isn’t set', { subscriptions: none, alongside: eventAlone }, { property, hasOther: false }],
    [
      'is set to something else',
      {
        subscriptions: none,
        alongside: (call) => ({ ...eventAlone(call), user_properties: { $set: { [property]: 'control' } } }),
      },
      { property, hasOther: true },
    ],
  ])('is missed where it %s, and no second impression is sent', async (_, options, params) => {
    const { code, lines, findings, report, statuses } = await sent(options)
    expect({ code, lines, params: findings[0]?.params, sent: report.sent }).toStrictEqual({
      code: 1,
      lines: ['property error PROPERTY_NOT_SET'],
      params,
      sent: 1,
    })
    expect(statuses).toMatchObject({ unset: 'skipped', copies: 'passed' })
    expect(report.stages[3]?.ms).toBe(60_000)
  })

  it.each<[string, RoadOptions, boolean]>([
    ['the second impression is filtered', { subscriptions: [withVariantAlone] }, false],
    [
      'something else sends the second impression',
      {
        subscriptions: [withVariantAlone],
        alongside: (call) => (propertiesOf(call)['variant'] === undefined ? eventAlone(call) : undefined),
      },
      true,
    ],
  ])('is missed where it stays: %s', async (_, options, isEventThere) => {
    const { code, lines, findings } = await sent(options)
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['unset error PROPERTY_NOT_UNSET'],
      params: { property, isEventThere },
    })
  })
})

describe('the user property, where it comes after the event', () => {
  it('is waited for', async () => {
    const { report } = await sent({
      subscriptions: none,
      alongside: eventAlone,
      onWait: async (count, sandbox) => {
        const event = {
          event_type: '$identify',
          user_id: userId,
          user_properties: { $set: { [property]: 'treatment' } },
        }
        if (count === 2) await upload(sandbox, event)
      },
    })
    expect(report.stages[3]).toMatchObject({
      status: 'passed',
      ms: 5000,
      note: `${property} is treatment, 5 s after the event.`,
    })
  })
})

describe('an impression that arrives twice', () => {
  it('is found where Segment’s own Amplitude destination sends it as well', async () => {
    const { code, lines, findings } = await sent({ alongside: passedOn })
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['copies error IMPRESSION_DOUBLED'],
      params: { impressions: 4, sent: 2, withoutInsertId: 2, others: [] },
    })
    expect(findings[0]?.nextStep).toContain('event != "$impression" and event != "$exposure"')
  })

  it.each<[string, RoadOptions, Fields]>([
    [
      'two subscriptions give it different insert ids',
      {
        subscriptions: [
          subscription(),
          subscription({}, { insert_id: { '@template': '{{messageId}}-2' }, enable_batching: false }),
        ],
      },
      { impressions: 4, sent: 2, withoutInsertId: 0, others: [] },
    ],
    [
      'it is there under another name, too',
      { alongside: made({ event_type: 'Experiment Viewed' }) },
      { impressions: 2, sent: 2, withoutInsertId: 0, others: ['Experiment Viewed'] },
    ],
    [
      'the other one sets the property to something else, so that no second one is sent',
      {
        alongside: (call) => ({ ...eventAlone(call), user_properties: { $set: { [property]: 'control' } } }),
      },
      { impressions: 2, sent: 1, withoutInsertId: 1, others: [] },
    ],
  ])('is found where %s', async (_, options, params) => {
    const { findings } = await sent(options)
    const doubled = findings.find(({ code }) => code === 'IMPRESSION_DOUBLED')
    expect(doubled?.params).toStrictEqual(params)
  })
})
