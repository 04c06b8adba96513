import type { EventRecord } from '@experiment-impressions/inspection'
import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox } from './helpers/fake-sandbox.js'
import { runCli } from './helpers/run-cli.js'
import { renderRecord } from '../src/sandbox/render-record.js'
import { createStyle } from '../src/terminal/style.js'

describe('the lines for a record', () => {
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
      '    Dropped as a duplicate: Amplitude had already stored an event with this insert_id.',
    ])
  })

  it('shows that other events of the batch delayed an accepted event', async () => {
    const reason = 'Amplitude refused 1 other event of this batch. This one was sent again without it.'
    expect(await said({ attempts: [{ at: 0, outcome: 'accepted', reason }] })).toStrictEqual([
      `    ${reason}`,
    ])
  })

  it('shows changes that come from settings, not from a mapping', async () => {
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
      '  dropped\n    Received again: dropped by Segment, which had seen this message id.\n',
    )
    const json = await runCli([...args, '--json'], { input, dependencies })
    expect(json.stdout.trim().split('\n')).toHaveLength(3)
  })
})

it.each([
  ['accepted', 'stored', true],
  ['accepted', 'duplicate', false],
  ['rejected', null, false],
  ['retry', null, false],
] as const)('colours the user property of a %s (%s) event as changed: %p', (outcome, storage, isDone) => {
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
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
  const line = renderRecord(record, { columns: 140, style: createStyle(true), outcome })
  expect(line.includes('\u001b[32mset')).toBe(isDone)
  expect(line.includes('\u001b[2mset')).toBe(!isDone)
})
