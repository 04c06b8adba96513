import type { Fault } from '@experiment-impressions/sandbox'
import { eventAlone } from './helpers/doctor-send-events.js'
import { read } from './helpers/doctor-send-report.js'
import { createTestRuns, env, subscription, userId, type TestRunOptions } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

const off = [subscription({ enabled: false })]

describe('an answer of Amplitude', () => {
  const asked = async (faults: readonly Fault[], options: TestRunOptions = {}) => {
    const { send, waited } = await runs.prepare({ faults, ...options })
    return { ...read(await send(['--yes', '--json'])), waited }
  }

  it.each<[string, Fault, string, object]>([
    ['is busy', { status: 429, path: 'usersearch' }, 'WATCH_BUSY', { status: 429 }],
    ['is a server error', { status: 503, path: 'useractivity' }, 'WATCH_BUSY', { status: 503 }],
    ['is a page', { body: '<html>', path: 'usersearch' }, 'WATCH_FOREIGN', { status: 200, length: 6 }],
    ['is something else', { body: { events: 1 }, path: 'useractivity' }, 'WATCH_FOREIGN', { status: 200 }],
    ['redirects', { status: 302, path: 'usersearch' }, 'WATCH_FOREIGN', { status: 302 }],
    ['is cut off', { cut: 'before', path: 'useractivity' }, 'WATCH_UNREACHABLE', { cause: 'cut off' }],
    ['refuses the keys later', { status: 401, path: 'useractivity' }, 'KEYS_REFUSED', { status: 401 }],
  ])('has its own code if it %s', async (_, fault, code, params) => {
    const { lines, findings, report } = await asked([fault])
    expect({ lines, sent: report.sent }).toStrictEqual({ lines: [`amplitude error ${code}`], sent: 1 })
    expect(findings[0]?.params).toMatchObject(params)
  })

  it('of 429 doubles the pause each time, and doesn’t make the impression late', async () => {
    const { code, lines, waited } = await asked([{ status: 429, path: 'usersearch', times: 5 }])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
    expect(waited.slice(1, 5)).toStrictEqual([15_000, 30_000, 60_000, 120_000])
  })

  it.each<Fault>([
    { body: '<html>', path: 'usersearch' },
    { cut: 'halfway', path: 'useractivity' },
  ])('can be invalid twice in a row: %j', async (fault) => {
    const { code, lines } = await asked([{ ...fault, times: 2 }])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })

  it('of 429 ends the wait if the project has no requests left', async () => {
    const { lines } = await asked([], { limits: { lookupsPerHour: 2 } })
    expect(lines).toStrictEqual(['amplitude error WATCH_BUSY'])
  })

  it.each<[string, number, TestRunOptions]>([
    ['property', 2, { subscriptions: [], alongside: eventAlone }],
    ['unset', 2, {}],
    ['copies', 3, {}],
  ])('fails the stage that it belongs to: %s', async (stage, faultsAt, options) => {
    const { code, lines } = await asked([{ status: 500, path: 'useractivity' }], { faultsAt, ...options })
    expect({ code, first: lines[0] }).toStrictEqual({ code: 1, first: `${stage} error WATCH_BUSY` })
  })

  it('can fail for the device id only', async () => {
    const { code, lines } = await asked([{ status: 500, path: 'usersearch', every: 3 }], {
      subscriptions: off,
    })
    expect({ code, lines }).toStrictEqual({ code: 1, lines: ['amplitude error IMPRESSION_LOST'] })
  })

  it('can contain unexpected values', async () => {
    const { lines } = await asked([
      {
        body: { type: 'match_user_prefix', matches: [{ user_id: userId, amplitude_id: 1 }] },
        path: 'usersearch',
        times: 1,
      },
      {
        body: { type: 'x', matches: [null, { amplitude_id: '1' }, { user_id: 7 }] },
        path: 'usersearch',
        times: 2,
      },
      { body: { userData: {}, events: [null, { event_type: 7 }] }, path: 'useractivity', times: 1 },
    ])
    expect(lines).toStrictEqual([])
  })
})

describe('keys that don’t work', () => {
  it.each(['AMPLITUDE_API_KEY', 'AMPLITUDE_SECRET_KEY'])(
    'keep anything from being sent: %s',
    async (variable) => {
      const { send, sandbox } = await runs.prepare()
      const ran = await send(['--yes', '--json'], { env: { ...env, [variable]: 'wrong' } })
      const { code, lines, report } = read(ran)
      expect({ code, lines, sent: report.sent, person: report.person }).toStrictEqual({
        code: 1,
        lines: ['keys error KEYS_REFUSED'],
        sent: 0,
        person: null,
      })
      expect(ran.stderr).toBe('Nothing was sent.\n')
      expect(sandbox.events()).toStrictEqual([])
    },
  )

  it('can’t be tested while Amplitude is busy, so nothing is sent', async () => {
    const { send, sandbox } = await runs.prepare({ limits: { lookupsPerHour: 0 } })
    const { code, lines } = read(await send(['--yes', '--json']))
    expect({ code, lines }).toStrictEqual({ code: 1, lines: ['keys warning AMPLITUDE_BUSY'] })
    expect(sandbox.events()).toStrictEqual([])
  })
})
