// A test impression arrives, but not as experiment analysis needs it.
import { postTransformation } from '@experiment-impressions/contract'
import { made } from './helpers/doctor-send-events.js'
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

describe('an impression in the wrong form', () => {
  it.each<[string, TestRunOptions, string, Fields]>([
    [
      'nothing transformed it',
      { subscriptions: none, alongside: made({ event_properties: { flag: 'x' } }) },
      'amplitude error IMPRESSION_RAW',
      { names: ['$impression'] },
    ],
    [
      'it has another name',
      { subscriptions: none, alongside: made({ event_type: 'Experiment Viewed' }) },
      'amplitude error IMPRESSION_RENAMED',
      { names: ['Experiment Viewed'] },
    ],
    [
      'it has almost the right name',
      { subscriptions: none, alongside: made({ event_type: '$Impression' }) },
      'amplitude error IMPRESSION_RENAMED',
      { names: ['$Impression'] },
    ],
    [
      'it goes through the action for exposures',
      { subscriptions: [subscription({ partnerAction: 'trackExposure' })] },
      'amplitude error IMPRESSION_RENAMED',
      { names: ['[Experiment] Exposure'] },
    ],
    [
      'it only changes user properties',
      {
        subscriptions: none,
        alongside: made({ event_type: '$identify', user_properties: { $set: { a: 1 } } }),
      },
      'amplitude error IMPRESSION_WITHOUT_EVENT',
      { userId },
    ],
  ])('isn’t called lost: %s', async (_, options, line, params) => {
    const { code, lines, findings, statuses } = await sent(options)
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({ code: 1, lines: [line], params })
    expect(statuses).toMatchObject({ property: 'skipped', unset: 'skipped', copies: 'skipped' })
  })

  it('gets half a minute for the right form to arrive', async () => {
    const { report, waited } = await sent({ subscriptions: none, alongside: made({ event_type: 'Seen' }) })
    expect(report.stages[2]?.ms).toBe(2000)
    expect(waited.slice(1).reduce((sum, ms) => sum + ms)).toBe(30_000)
  })

  it.each<[string, TestRunOptions, string, Fields]>([
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
  ])('is found if the impression loses %s', async (_, options, line, params) => {
    const { code, lines, findings } = await sent(options)
    expect({ first: lines[0], params: findings[0]?.params }).toStrictEqual({ first: line, params })
    expect(code).toBe(lines.some((one) => one.includes(' error ')) ? 1 : 0)
  })
})
