// What events may hold, and records that a sandbox may send, never flood or break the terminal.
import fc from 'fast-check'
import type { Issue } from '@experiment-impressions/contract'
import * as realSandbox from '@experiment-impressions/sandbox'
import type { EventRecord } from '@experiment-impressions/inspection'
import { file, withMapping, withPreset } from './helpers/doctor.js'
import { impression, ndjson } from './helpers/events.js'
import { fakeSandbox } from './helpers/fake-sandbox.js'
import { runCli } from './helpers/run-cli.js'
import { unprintable } from './helpers/unprintable.js'

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

/** Serves until everything that `send` lets through has been said. */
async function report(
  send: (fake: ReturnType<typeof fakeSandbox>) => void,
  { columns, args = [] }: { readonly columns?: number; readonly args?: readonly string[] } = {},
) {
  const fake = fakeSandbox()
  const stop = new AbortController()
  const asJson = args.includes('--json')
  let isSent = false
  return runCli(['sandbox', '--no-play', ...args], {
    ...(columns === undefined ? {} : { columns }),
    signal: stop.signal,
    onOutput(text) {
      if (isSent || !text.includes(asJson ? '"start"' : 'Ctrl-C')) return
      isSent = true
      queueMicrotask(() => {
        send(fake)
        fake.send(impression({ userId: 'the-last-one' }))
        stop.abort()
      })
    },
    dependencies: { loadSandbox: () => Promise.resolve(fake) },
  })
}

const issue = (index: number): Issue => ({
  code: 'FLAG_KEY_MISSING',
  severity: 'error',
  path: ['properties', `flag_key ${String(index)} ${'x'.repeat(1000)}`],
  params: { received: 'undefined' },
})
const rejected = { post: null, expected: null, outcome: 'rejected' } as const

describe('impressions sandbox, hostile records', () => {
  it('lists five of hundreds of issues, and counts the others', async () => {
    const issues = Array.from({ length: 400 }, (_, index) => issue(index))
    for (const columns of [80, 200, undefined]) {
      const { code, stdout } = await report(
        (fake) => {
          fake.send(impression(), { ...rejected, issues })
        },
        columns === undefined ? {} : { columns },
      )
      expect({ code, named: stdout.split('FLAG_KEY_MISSING').length - 1 }).toStrictEqual({
        code: 0,
        named: 5,
      })
      expect(stdout).toContain('    … and 395 more\n')
      expect(stdout.length).toBeLessThan(8000)
    }
  })

  it.each([
    [
      'a reason',
      { ...rejected, attempts: [{ at: 0, outcome: 'rejected' as const, reason: 'x'.repeat(1_000_000) }] },
    ],
    ['an outcome', { outcome: 'x'.repeat(1_000_000) as EventRecord['outcome'] }],
    ['a user property', { post: { user_properties: { $set: { ['x'.repeat(1_000_000)]: 'a' } } } }],
    ['a moment', { post: { time: 'x'.repeat(1_000_000), event_type: 'x'.repeat(1_000_000) } }],
    ['a field of the mapping', { expected: null, post: { event_type: 'x'.repeat(1_000_000) } }],
  ])('are short with a megabyte in %s', async (_, over) => {
    const { code, stdout } = await report((fake) => {
      fake.send(impression(), over)
    })
    expect(code).toBe(0)
    expect(stdout.length).toBeLessThan(4000)
    expect(stdout).toContain('the-last-')
  })

  it.each([
    ['no issues', { issues: undefined }],
    ['no tries', { ...rejected, issues: [], attempts: undefined }],
    ['an id that is no text', { id: { a: '\u001b[2J' }, issues: null }],
    ['an issue that nobody knows', { ...rejected, issues: [{ code: 'NEW', severity: 'error', path: [] }] }],
    ['forms that are no forms', { post: 1, expected: 'x' }],
    ['operations that are none', { post: { user_properties: { $unset: null } } }],
  ])('go on after a record with %s', async (_, over) => {
    for (const args of [[], ['--json']]) {
      const { code, stdout, stderr } = await report(
        (fake) => {
          fake.send(impression(), over as unknown as Partial<EventRecord>)
        },
        { args },
      )
      expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
      expect(stdout).toContain('the-last-')
    }
  })

  it('prints a line of JSON for a record that is too deep for JSON', async () => {
    const { stdout } = await report(
      (fake) => {
        fake.send(impression(), { pre: JSON.parse(deep) as EventRecord['pre'] })
      },
      { args: ['--json'] },
    )
    const lines = stdout.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { start: {} },
      { id: 'event-1', error: 'could not be shown' },
      { id: 'event-1', outcome: 'accepted' },
    ])
  })

  it('says that a record was too large to keep, not that nothing was sent', async () => {
    const omitted = 'The record of this event is over 1 MB. Only its outcome is kept.'
    const { stdout } = await report((fake) => {
      fake.send(impression(), { pre: { event: '$impression' }, post: null, expected: null, omitted })
    })
    expect(stdout).toMatch(
      /\$impression \(not kept\) +→ not kept .*accepted\n {4}The record of this event is over/,
    )
  })

  it('copes with any record', async () => {
    const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant(undefined))
    const keys = ['pre', 'post', 'expected', 'issues', 'attempts', 'storage', 'subscription', 'id', 'omitted']
    const records = fc.record(
      { ...Object.fromEntries(keys.map((key) => [key, anything])), outcome: fc.string({ unit: 'binary' }) },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(records, fc.boolean(), async (over, asJson) => {
        const { code, stdout, stderr } = await report(
          (fake) => {
            fake.send(impression(), over as Partial<EventRecord>)
          },
          { args: asJson ? ['--json'] : [], ...(asJson ? {} : { columns: 100 }) },
        )
        expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
        expect(stdout).not.toMatch(unprintable)
        expect(stdout).toContain('the-last-')
      }),
    )
  })
})

describe('impressions sandbox, hostile subscriptions', () => {
  const start = (args: readonly string[], input?: string) =>
    runCli(['sandbox', '--once', '--port', '0', ...args], {
      ...(input === undefined ? {} : { input }),
      dependencies: { loadSandbox: () => Promise.resolve(realSandbox) },
    })

  it.each([
    ['a call', deep.replace('[', '{"a":[').replace(/\]$/, ']}')],
    ['a property', JSON.stringify(impression({}, { x: 'DEEP' })).replace('"DEEP"', deep)],
  ])('refuses a session with %s of 100,000 layers', async (_, input) => {
    expect(await start(['--session', '-'], input)).toStrictEqual({
      code: 2,
      stdout: '',
      stderr:
        'impressions sandbox: Standard input isn’t a session: line 1 is nested more than 100 layers deep, which the sandbox refuses.\n',
    })
  })

  it('refuses a mapping of 50,000 layers', async () => {
    const layers = `${'{"@if":{"then":'.repeat(25_000)}1${'}}'.repeat(25_000)}`
    const text = JSON.stringify(withMapping({ flag_key: 'DEEP' })).replace('"DEEP"', layers)
    const { code, stdout, stderr } = await start(['--subscriptions', file('subs.json', text)])
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(
      'subscription 1 “Track Impression”: “mapping” must be an object with at most 100 levels but has more, so',
    )
  })

  it('shows a subscription’s name and mapping briefly, without control characters', async () => {
    const text = `\u001b[2J\u202e${'x'.repeat(20_000)}`
    const subscriptions = withPreset({
      name: text,
      mapping: { ...(withMapping({})[0]?.['mapping'] as object), experiment_key: { '@template': text } },
    })
    const args = ['--subscriptions', file('subs.json', subscriptions), '--session', '-']
    const { stdout, stderr } = await start(args, ndjson(impression({ context: {} })))
    expect(stdout).toContain('“experiment_key” is mapped to')
    expect((stdout + stderr).length).toBeLessThan(4000)
    expect(stdout + stderr).not.toMatch(unprintable)
  })
})
