// A test impression goes through the real sandbox and passes every stage.
import { postTransformation } from '@experiment-impressions/contract'
import { made } from './helpers/doctor-send-events.js'
import { createTestRuns, userId, type TestRunOptions } from './helpers/doctor-send.js'
import { read } from './helpers/doctor-send-report.js'

const runs = createTestRuns()
afterEach(() => runs.close())

const property = '[Experiment] impressions-doctor-test'

/** Sends the test impressions, and returns the output of `--json`. */
async function sent(options: TestRunOptions = {}, args: readonly string[] = []) {
  const { send, sandbox, waited } = await runs.prepare(options)
  return { ...read(await send(['--yes', '--json', ...args])), sandbox, waited }
}

describe('impressions doctor --send', () => {
  it('passes every stage, and says how long each took', async () => {
    const { send, scrubbed } = await runs.prepare()
    expect(scrubbed(await send(['--yes'], { columns: 80 }))).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "
      This sends two test impressions of the flag impressions-doctor-test to Segment
      at 127.0.0.1:4747, as a new person, impressions-test-id-0001. They’re real
      events: every destination of the source gets them, they count towards your
      volume in Segment and Amplitude, and Amplitude may bill them as two impressions.
      The command then looks for each of them in Amplitude at 127.0.0.1:4747, for up
      to 5 minutes.

      Delete the test person in Amplitude? [y/N]
      ",
        "stdout": "✓ Keys and region  Amplitude at 127.0.0.1:4747 accepts the two keys as a pair.
                         Only a real event shows whether the API key can send.
      ✓ Segment          127.0.0.1:4747 accepted the impression in 0 ms. Segment
                         accepts any write key, so this doesn’t prove that yours is
                         right.
      ✓ Amplitude        [Experiment] Impression arrived after 2 s, with flag key,
                         variant and experiment key.
      ✓ User property    [Experiment] impressions-doctor-test was set to treatment
                         with the event.
      ✓ Unset            [Experiment] impressions-doctor-test was unset 2 s after an
                         impression without a variant.
      ✓ Arrived once     Amplitude has no copies of the 2 test impressions after half
                         a minute.
      · Test person      impressions-test-id-0001 stays in Amplitude. To delete the
                         person later, use Amplitude’s User Privacy API. Next time,
                         --delete-test-person does it. In Segment, delete the same
                         user id under Settings, End User Privacy.

      Everything is fine.
      ",
      }
    `)
  })

  it('sends two impressions, and finds both in Amplitude', async () => {
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

  it('sends impressions without any issue', async () => {
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

  it('uses the flag key of --flag', async () => {
    const { code, report, sandbox } = await sent({}, ['--flag', 'checkout flow'])
    expect({ code, flag: report.flag }).toStrictEqual({ code: 0, flag: 'checkout flow' })
    expect(sandbox.events()[0]?.post?.['user_properties']).toStrictEqual({
      $set: { '[Experiment] checkout flow': 'treatment' },
    })
  })

  it('passes when the property is unset without an event', async () => {
    const { code, lines } = await sent({ settings: { unsetAs: 'identify' } })
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })

  it('ignores other data about the person', async () => {
    const { lines } = await sent({
      alongside: made({ event_type: '$identify', user_properties: { $set: { plan: 'free' } } }),
    })
    expect(lines).toStrictEqual([])
  })
})
