// The hosts of Segment and Amplitude in each region. Nothing leaves this process.
import nock from 'nock'
import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import type { Clock } from '../src/clock.js'
import { doctor } from './helpers/doctor.js'
import { env as sandboxEnv } from './helpers/doctor-send.js'
import { read } from './helpers/doctor-send-report.js'

keepOffTheNetwork()

const clock: Clock = { now: () => 1_795_406_548_954, wait: () => Promise.resolve() }
const amplitude = { north_america: 'https://amplitude.com', europe: 'https://analytics.eu.amplitude.com' }
const env = { ...sandboxEnv, AMPLITUDE_API_KEY: 'key-of-the-project', AMPLITUDE_SECRET_KEY: 'secret-of-it' }
const auth = { user: env.AMPLITUDE_API_KEY, pass: env.AMPLITUDE_SECRET_KEY }
const nobody = { matches: [], type: 'nomatch' }

const send = async (args: readonly string[], over: object = {}) =>
  read(
    await doctor(['--send', '--yes', '--json', ...args], {
      env: { ...env, ...over },
      dependencies: { clock, newId: () => 'id-0001' },
    }),
  )

it.each([
  ['north_america', [], 'https://api.segment.io', {}, amplitude.north_america],
  [
    'europe',
    ['--segment-region', 'europe'],
    'https://events.eu1.segmentapis.com',
    { AMPLITUDE_REGION: 'europe' },
    amplitude.europe,
  ],
] as const)(
  'sends to Segment and asks Amplitude in their region: %s',
  async (_, args, segment, over, host) => {
    const searched: unknown[] = []
    nock(host)
      .get('/api/2/usersearch')
      .query((query) => searched.push(query['user']) > 0)
      .basicAuth(auth)
      .times(2)
      .reply(200, nobody)
    // A refusal ends the wait.
    nock(host).get('/api/2/usersearch').query(true).reply(401, {})
    const track = nock(segment)
      .post('/v1/track', (body: Record<string, unknown>) => body['event'] === '$impression')
      .basicAuth({ user: env.SEGMENT_WRITE_KEY, pass: '' })
      .matchHeader('content-type', 'application/json')
      .reply(200, { success: true })
    const { lines, report } = await send(args, over)
    expect(lines).toStrictEqual(['amplitude error KEYS_REFUSED'])
    expect(report.stages[1]?.note).toContain(new URL(segment).host)
    expect([track.isDone(), searched[1]]).toStrictEqual([true, 'impressions-test-id-0001'])
  },
)

it.each([
  ['north_america', {}, 'europe'],
  ['europe', { AMPLITUDE_REGION: 'europe' }, 'north_america'],
] as const)('sends nothing if the keys belong to the other region: %s', async (region, over, setting) => {
  const other = region === 'north_america' ? amplitude.europe : amplitude.north_america
  nock(amplitude[region]).get('/api/2/usersearch').query(true).reply(401, {})
  nock(other).get('/api/2/usersearch').query(true).reply(200, nobody)
  const { code, lines, report, findings } = await send([], over)
  expect({ code, lines, sent: report.sent }).toStrictEqual({
    code: 1,
    lines: ['keys error REGION_WRONG'],
    sent: 0,
  })
  expect(findings[0]?.params).toMatchObject({ setting })
  expect(findings[0]?.nextStep).toContain(`Set AMPLITUDE_REGION to ${setting},`)
})

it.each([
  [[], 'europe'],
  [['--segment-region', 'europe'], 'north_america'],
])('names Segment’s other region if the impression is lost: %j', async (args, otherRegion) => {
  nock(amplitude.north_america).get('/api/2/usersearch').query(true).times(4).reply(200, nobody)
  nock(/segment/)
    .post('/v1/track')
    .reply(200, { success: true })
  let now = clock.now()
  const hours: Clock = {
    now: () => now,
    wait: () => {
      now += 60 * 60_000
      return Promise.resolve()
    },
  }
  const ran = await doctor(['--send', '--yes', '--json', ...args], { env, dependencies: { clock: hours } })
  expect(read(ran).findings).toMatchObject([{ code: 'IMPRESSION_LOST', params: { otherRegion } }])
})

it.each(['ENOTFOUND', 'ECONNRESET', undefined])('says why Segment is out of reach: %s', async (code) => {
  nock(amplitude.north_america).get('/api/2/usersearch').query(true).reply(200, nobody)
  nock('https://api.segment.io')
    .post('/v1/track')
    .times(3)
    .replyWithError(Object.assign(new Error('no'), code === undefined ? {} : { code }))
  const { findings } = await send([])
  expect(findings).toMatchObject([
    { code: 'SEGMENT_UNREACHABLE', params: { cause: code ?? 'for an unknown reason' } },
  ])
})

it('sends nothing if the keys are the sandbox’s', async () => {
  const { lines, report } = await send([], sandboxEnv)
  expect({ lines, sent: report.sent }).toStrictEqual({ lines: ['keys error KEYS_OF_SANDBOX'], sent: 0 })
})

it('sends nothing if Amplitude is out of reach', async () => {
  nock(amplitude.north_america)
    .get('/api/2/usersearch')
    .query(true)
    .replyWithError(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  const { lines, findings } = await send([])
  expect(lines).toStrictEqual(['keys error AMPLITUDE_UNREACHABLE'])
  expect(findings[0]?.nextStep).not.toContain('--offline')
})
