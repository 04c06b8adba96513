import { eventAlone, propertiesOf, upload } from './helpers/doctor-send-events.js'
import { createTestRuns, subscription, userId, type TestRunOptions } from './helpers/doctor-send.js'
import { read } from './helpers/doctor-send-report.js'

const runs = createTestRuns()
afterEach(() => runs.close())

type Fields = Readonly<Record<string, unknown>>

const property = '[Experiment] impressions-doctor-test'

/** Sends the test impressions, and returns the output of `--json`. */
async function sent(options: TestRunOptions = {}, args: readonly string[] = []) {
  const { send, sandbox, waited } = await runs.prepare(options)
  return { ...read(await send(['--yes', '--json', ...args])), sandbox, waited }
}
const none: TestRunOptions['subscriptions'] = [subscription({ enabled: false })]
const withVariantAlone = subscription({
  subscribe: 'type = "track" and event = "$impression" and properties.variant = "treatment"',
})

describe('the user property', () => {
  it.each<[string, TestRunOptions, Fields]>([
    ['isn’t set', { subscriptions: none, alongside: eventAlone }, { property, hasOther: false }],
    [
      'has another value',
      {
        subscriptions: none,
        alongside: (call) => ({ ...eventAlone(call), user_properties: { $set: { [property]: 'control' } } }),
      },
      { property, hasOther: true },
    ],
  ])(
    'has the code PROPERTY_NOT_SET if it %s, and the second impression isn’t sent',
    async (_, options, params) => {
      const { code, lines, findings, report, statuses } = await sent(options)
      expect({ code, lines, params: findings[0]?.params, sent: report.sent }).toStrictEqual({
        code: 1,
        lines: ['property error PROPERTY_NOT_SET'],
        params,
        sent: 1,
      })
      expect(statuses).toMatchObject({ unset: 'skipped', copies: 'passed' })
      expect(report.stages[3]?.ms).toBe(60_000)
    },
  )

  it.each<[string, TestRunOptions, boolean]>([
    ['a filter removes the second impression', { subscriptions: [withVariantAlone] }, false],
    [
      'something else sends the second impression',
      {
        subscriptions: [withVariantAlone],
        alongside: (call) => (propertiesOf(call)['variant'] === undefined ? eventAlone(call) : undefined),
      },
      true,
    ],
  ])('has the code PROPERTY_NOT_UNSET if it stays set: %s', async (_, options, isEventThere) => {
    const { code, lines, findings } = await sent(options)
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['unset error PROPERTY_NOT_UNSET'],
      params: { property, isEventThere },
    })
  })
})

describe('a late user property', () => {
  it('is awaited', async () => {
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
      note: `${property} was set to treatment 5 s after the event.`,
    })
  })
})
