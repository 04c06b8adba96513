// Source: Amplitude docs, "User Privacy API".
import type { Sandbox } from '../src/index.js'
import { createStage, getJson, ownerHeaders, post, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const day = 24 * 60 * 60 * 1000
const start = Date.parse('2026-11-23T12:00:00.000Z')

async function startWithPeople(clock = { now: start }) {
  const sandbox = await stage.start({ now: () => clock.now })
  await upload(sandbox, [
    { event_type: 'Seen', device_id: 'laptop', user_properties: { theme: 'dark' } },
    { event_type: 'Seen', user_id: 'user-1', device_id: 'phone-1', user_properties: { plan: 'pro' } },
    { event_type: 'Seen', user_id: 'user-1', device_id: 'laptop' },
    { event_type: 'Seen', user_id: 'user-2', device_id: 'phone-2' },
  ])
  const numberOf = (id: string) => sandbox.user(id)?.amplitudeId
  const numbers = { user1: numberOf('user-1'), user2: numberOf('user-2') }
  return { sandbox, clock, ...numbers }
}

const path = '/amplitude/api/2/deletions/users'
const ask = (sandbox: Sandbox, body: unknown, headers = ownerHeaders()) =>
  post(`${sandbox.url}${path}`, body, headers)
const list = (sandbox: Sandbox, query: string, headers = ownerHeaders()) =>
  getJson(`${sandbox.url}${path}?${query}`, headers)

test('deletes a person at once, with all that was stored, and answers the job', async () => {
  const { sandbox, user1 } = await startWithPeople()
  expect(await ask(sandbox, { user_ids: ['user-1'], requester: 'me@example.com' })).toEqual({
    status: 200,
    body: [
      {
        day: '2026-12-23',
        status: 'staging',
        app: '100001',
        active_scrub_done_date: null,
        amplitude_ids: [{ amplitude_id: user1, requested_on_day: '2026-11-23', requester: 'me@example.com' }],
      },
    ],
  })
  for (const id of ['user-1', 'phone-1', 'laptop']) expect(sandbox.user(id)).toBeUndefined()
  expect(sandbox.user('user-2')).toBeDefined()
  expect((await storedEvents(sandbox)).map(({ event }) => event['user_id'])).toEqual(['user-2'])
})

test('takes a deleted person’s next event as a new person’s', async () => {
  const { sandbox, user1 } = await startWithPeople()
  await ask(sandbox, { user_ids: ['user-1'] })
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-1', device_id: 'laptop' }])
  expect(sandbox.user('user-1')).toMatchObject({ deviceIds: ['laptop'], userProperties: {} })
  expect(sandbox.user('user-1')?.amplitudeId).not.toBe(user1)
})

test('leaves a device to the person who was seen on it last', async () => {
  const { sandbox } = await startWithPeople()
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-2', device_id: 'phone-1' }])
  await ask(sandbox, { user_ids: ['user-1'] })
  expect(sandbox.user('phone-1')?.userId).toBe('user-2')
})

test('deletes by Amplitude id, also by the one from before a person was known, and says the user id where asked', async () => {
  const { sandbox, user1, user2 } = await startWithPeople()
  const anonymous = Number(user1) - 1
  const body = { amplitude_ids: [anonymous, String(user2)], include_mapped_user_ids: true }
  expect(await ask(sandbox, body)).toMatchObject({
    status: 200,
    body: [
      {
        amplitude_ids: [
          { amplitude_id: user1, user_id: 'user-1' },
          { amplitude_id: user2, user_id: 'user-2' },
        ],
      },
    ],
  })
  expect(await storedEvents(sandbox)).toEqual([])
})

test('deletes somebody who never signed in, by Amplitude id', async () => {
  const { sandbox } = await startWithPeople()
  await upload(sandbox, [{ event_type: 'Seen', device_id: 'tablet' }])
  const amplitude_ids = [sandbox.user('tablet')?.amplitudeId]
  const { body } = await ask(sandbox, { amplitude_ids, include_mapped_user_ids: true })
  expect(body).toMatchObject([{ amplitude_ids: [{ amplitude_id: amplitude_ids[0] }] }])
  expect(JSON.stringify(body)).not.toContain('user_id')
  expect(sandbox.user('tablet')).toBeUndefined()
})

test('deletes nobody where one of them is unknown', async () => {
  const { sandbox } = await startWithPeople()
  expect(await ask(sandbox, { user_ids: ['user-1', 'nobody'], amplitude_ids: [7] })).toEqual({
    status: 400,
    body: { code: 400, error: 'Invalid user_ids or amplitude_ids', invalid_ids: ['nobody', 7] },
  })
  expect(sandbox.user('user-1')).toBeDefined()
  expect(await list(sandbox, 'start_day=2026-11-23&end_day=2026-12-31')).toEqual({ status: 200, body: [] })
})

test('knows nobody by a device id', async () => {
  const { sandbox } = await startWithPeople()
  expect(await ask(sandbox, { user_ids: ['laptop'] })).toMatchObject({ status: 400 })
})

test.each([
  ['ignore_invalid_id', true],
  ['ignore_invalid_id', 'true'],
  ['ignore_invalid_ids', true],
  ['delete_from_org', true],
])('deletes the others with %s: %j', async (flag, value) => {
  const { sandbox, user1 } = await startWithPeople()
  expect(await ask(sandbox, { user_ids: ['user-1', 'nobody'], [flag]: value })).toMatchObject({
    status: 200,
    body: [{ amplitude_ids: [{ amplitude_id: user1 }], invalid_ids: ['nobody'] }],
  })
  expect(sandbox.user('user-1')).toBeUndefined()
})

test('schedules nothing where all of them are unknown', async () => {
  const { sandbox } = await startWithPeople()
  expect(await ask(sandbox, { user_ids: ['nobody'], ignore_invalid_id: true })).toEqual({
    status: 200,
    body: {
      message: 'Nothing scheduled due to invalid amplitude/user ids for app 100001',
      invalid_ids: ['nobody'],
    },
  })
})

test.each<[string, unknown, string]>([
  ['no JSON', '{', 'The body is no JSON object'],
  ['no list', { user_ids: 'user-1' }, 'user_ids is no list of ids'],
  ['ids that are none', { user_ids: [{}] }, 'user_ids is no list of ids'],
  ['numbers that are none', { amplitude_ids: ['x'] }, 'amplitude_ids is no list of Amplitude ids'],
  ['an empty number', { amplitude_ids: [''] }, 'amplitude_ids is no list of Amplitude ids'],
  ['nobody', {}, 'Neither user_ids nor amplitude_ids names anybody'],
  [
    'more than 100 ids',
    { user_ids: Array(60).fill('a'), amplitude_ids: Array(41).fill(1) },
    'More than 100 ids',
  ],
])('refuses %s', async (_, body, error) => {
  const { sandbox } = await startWithPeople()
  expect(await ask(sandbox, body)).toEqual({ status: 400, body: { code: 400, error } })
})

test('takes 100 ids', async () => {
  const { sandbox } = await startWithPeople()
  const user_ids = Array<string>(100).fill('user-1')
  expect(await ask(sandbox, { user_ids })).toMatchObject({ status: 200, body: [{ amplitude_ids: [{}] }] })
})

test('answers only to the project’s key pair', async () => {
  const { sandbox } = await startWithPeople()
  const other = ownerHeaders('other')
  const unauthorized = { status: 401, body: { code: 401, error: 'Unauthorized' } }
  expect(await ask(sandbox, { user_ids: ['user-1'] }, other)).toEqual(unauthorized)
  expect(await list(sandbox, 'start_day=2026-11-23&end_day=2026-12-23', other)).toEqual(unauthorized)
  expect(sandbox.user('user-1')).toBeDefined()
})

test('lists jobs by day; they move on by the calendar, and late requests open a new one', async () => {
  const { sandbox, clock, user1, user2 } = await startWithPeople()
  const jobs = async () => (await list(sandbox, 'start_day=2026-11-23&end_day=2027-05-23')).body
  await ask(sandbox, { user_ids: ['user-1'] })
  clock.now = start + 26 * day
  expect(await jobs()).toMatchObject([{ day: '2026-12-23', status: 'staging' }])
  clock.now = start + 27 * day
  expect(await jobs()).toMatchObject([{ status: 'submitted', active_scrub_done_date: null }])

  expect(await ask(sandbox, { user_ids: ['user-2'] })).toMatchObject({ body: [{ day: '2027-01-19' }] })
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-3' }])
  await ask(sandbox, { user_ids: ['user-3'] })
  clock.now = start + 30 * day
  expect(await jobs()).toMatchObject([{ status: 'submitted', active_scrub_done_date: '2026-12-23' }, {}])
  clock.now = start + 35 * day
  expect(await jobs()).toMatchObject([
    { day: '2026-12-23', status: 'done', amplitude_ids: [{ amplitude_id: user1 }] },
    { day: '2027-01-19', status: 'staging', amplitude_ids: [{ amplitude_id: user2 }, {}] },
  ])
  expect((await list(sandbox, 'start_day=2026-12-24&end_day=2027-01-18')).body).toEqual([])
})

test.each([
  ['no days', '', 'start_day and end_day are days as YYYY-MM-DD'],
  ['no end', 'start_day=2026-11-23', 'start_day and end_day are days as YYYY-MM-DD'],
  [
    'a day in other words',
    'start_day=20261123&end_day=2026-12-23',
    'start_day and end_day are days as YYYY-MM-DD',
  ],
  [
    'a month that is none',
    'start_day=2026-13-01&end_day=2026-12-23',
    'start_day and end_day are days as YYYY-MM-DD',
  ],
  [
    'a day that is none',
    'start_day=2026-02-30&end_day=2026-12-23',
    'start_day and end_day are days as YYYY-MM-DD',
  ],
  ['over six months', 'start_day=2026-11-23&end_day=2027-05-24', 'The largest time range is six months'],
])('refuses a list with %s', async (_, query, error) => {
  const { sandbox } = await startWithPeople()
  expect(await list(sandbox, query)).toEqual({ status: 400, body: { code: 400, error } })
})
