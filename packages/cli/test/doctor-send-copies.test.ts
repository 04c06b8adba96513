import { eventAlone, made, passedOn } from './helpers/doctor-send-events.js'
import { createTestRuns, subscription, type TestRunOptions } from './helpers/doctor-send.js'
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

describe('an impression that arrives twice', () => {
  it('has the code IMPRESSION_DOUBLED if Segment’s own Amplitude destination sends it too', async () => {
    const { code, lines, findings } = await sent({ alongside: passedOn })
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['copies error IMPRESSION_DOUBLED'],
      params: { impressions: 4, sent: 2, withoutInsertId: 2, others: [] },
    })
    expect(findings[0]?.nextStep).toContain('event != "$impression" and event != "$exposure"')
  })

  it.each<[string, TestRunOptions, Fields]>([
    [
      'two subscriptions set different insert ids',
      {
        subscriptions: [
          subscription(),
          subscription({}, { insert_id: { '@template': '{{messageId}}-2' }, enable_batching: false }),
        ],
      },
      { impressions: 4, sent: 2, withoutInsertId: 0, others: [] },
    ],
    [
      'it also arrives under another name',
      { alongside: made({ event_type: 'Experiment Viewed' }) },
      { impressions: 2, sent: 2, withoutInsertId: 0, others: ['Experiment Viewed'] },
    ],
    [
      'the copy changes the property, which keeps the second impression from being sent',
      {
        alongside: (call) => ({ ...eventAlone(call), user_properties: { $set: { [property]: 'control' } } }),
      },
      { impressions: 2, sent: 1, withoutInsertId: 1, others: [] },
    ],
  ])('is found if %s', async (_, options, params) => {
    const { findings } = await sent(options)
    const doubled = findings.find(({ code }) => code === 'IMPRESSION_DOUBLED')
    expect(doubled?.params).toStrictEqual(params)
  })
})
