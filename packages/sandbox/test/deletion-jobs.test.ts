// Source: Amplitude docs, "User Privacy API".
import { ask, day, list, start, startWithPeople } from './helpers/deletions.js'
import { createStage, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('lists jobs by day; they advance by the calendar, and late requests open a new one', async () => {
  const { sandbox, clock, user1, user2 } = await startWithPeople(stage)
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
  ['no days', '', 'start_day and end_day must be days as YYYY-MM-DD'],
  ['no end', 'start_day=2026-11-23', 'start_day and end_day must be days as YYYY-MM-DD'],
  [
    'a day in another format',
    'start_day=20261123&end_day=2026-12-23',
    'start_day and end_day must be days as YYYY-MM-DD',
  ],
  [
    'a month that doesn’t exist',
    'start_day=2026-13-01&end_day=2026-12-23',
    'start_day and end_day must be days as YYYY-MM-DD',
  ],
  [
    'a day that doesn’t exist',
    'start_day=2026-02-30&end_day=2026-12-23',
    'start_day and end_day must be days as YYYY-MM-DD',
  ],
  ['over six months', 'start_day=2026-11-23&end_day=2027-05-24', 'The time range is longer than six months'],
])('refuses a list with %s', async (_, query, error) => {
  const { sandbox } = await startWithPeople(stage)
  expect(await list(sandbox, query)).toEqual({ status: 400, body: { code: 400, error } })
})
