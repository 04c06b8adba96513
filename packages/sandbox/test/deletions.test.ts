// Source: Amplitude docs, "User Privacy API".
import { ask, list, startWithPeople } from './helpers/deletions.js'
import { createStage, ownerHeaders, storedEvents, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('deletes a person and their stored events at once, and answers with the job', async () => {
  const { sandbox, user1 } = await startWithPeople(stage)
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

test('treats a deleted person’s next event as a new person’s', async () => {
  const { sandbox, user1 } = await startWithPeople(stage)
  await ask(sandbox, { user_ids: ['user-1'] })
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-1', device_id: 'laptop' }])
  expect(sandbox.user('user-1')).toMatchObject({ deviceIds: ['laptop'], userProperties: {} })
  expect(sandbox.user('user-1')?.amplitudeId).not.toBe(user1)
})

test('keeps a device for the last person seen on it', async () => {
  const { sandbox } = await startWithPeople(stage)
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-2', device_id: 'phone-1' }])
  await ask(sandbox, { user_ids: ['user-1'] })
  expect(sandbox.user('phone-1')?.userId).toBe('user-2')
})

test('deletes by Amplitude id, also by the one of a merged person, and lists the user id if asked', async () => {
  const { sandbox, user1, user2 } = await startWithPeople(stage)
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

test('deletes an anonymous person by Amplitude id', async () => {
  const { sandbox } = await startWithPeople(stage)
  await upload(sandbox, [{ event_type: 'Seen', device_id: 'tablet' }])
  const amplitude_ids = [sandbox.user('tablet')?.amplitudeId]
  const { body } = await ask(sandbox, { amplitude_ids, include_mapped_user_ids: true })
  expect(body).toMatchObject([{ amplitude_ids: [{ amplitude_id: amplitude_ids[0] }] }])
  expect(JSON.stringify(body)).not.toContain('user_id')
  expect(sandbox.user('tablet')).toBeUndefined()
})

test('deletes nobody if one of them is unknown', async () => {
  const { sandbox } = await startWithPeople(stage)
  expect(await ask(sandbox, { user_ids: ['user-1', 'nobody'], amplitude_ids: [7] })).toEqual({
    status: 400,
    body: { code: 400, error: 'Invalid user_ids or amplitude_ids', invalid_ids: ['nobody', 7] },
  })
  expect(sandbox.user('user-1')).toBeDefined()
  expect(await list(sandbox, 'start_day=2026-11-23&end_day=2026-12-31')).toEqual({ status: 200, body: [] })
})

test('doesn’t find people by device id', async () => {
  const { sandbox } = await startWithPeople(stage)
  expect(await ask(sandbox, { user_ids: ['laptop'] })).toMatchObject({ status: 400 })
})

test.each([
  ['ignore_invalid_id', true],
  ['ignore_invalid_id', 'true'],
  ['ignore_invalid_ids', true],
  ['delete_from_org', true],
])('deletes the others with %s: %j', async (flag, value) => {
  const { sandbox, user1 } = await startWithPeople(stage)
  expect(await ask(sandbox, { user_ids: ['user-1', 'nobody'], [flag]: value })).toMatchObject({
    status: 200,
    body: [{ amplitude_ids: [{ amplitude_id: user1 }], invalid_ids: ['nobody'] }],
  })
  expect(sandbox.user('user-1')).toBeUndefined()
})

test('schedules nothing if all of them are unknown', async () => {
  const { sandbox } = await startWithPeople(stage)
  expect(await ask(sandbox, { user_ids: ['nobody'], ignore_invalid_id: true })).toEqual({
    status: 200,
    body: {
      message: 'Nothing scheduled due to invalid amplitude/user ids for app 100001',
      invalid_ids: ['nobody'],
    },
  })
})

test.each<[string, unknown, string]>([
  ['invalid JSON', '{', 'The body isn’t a JSON object'],
  ['a value that isn’t a list', { user_ids: 'user-1' }, 'user_ids isn’t a list of ids'],
  ['invalid ids', { user_ids: [{}] }, 'user_ids isn’t a list of ids'],
  ['invalid Amplitude ids', { amplitude_ids: ['x'] }, 'amplitude_ids isn’t a list of Amplitude ids'],
  ['an empty Amplitude id', { amplitude_ids: [''] }, 'amplitude_ids isn’t a list of Amplitude ids'],
  ['no ids', {}, 'user_ids and amplitude_ids are both empty'],
  [
    'more than 100 ids',
    { user_ids: Array(60).fill('a'), amplitude_ids: Array(41).fill(1) },
    'More than 100 ids',
  ],
])('refuses %s', async (_, body, error) => {
  const { sandbox } = await startWithPeople(stage)
  expect(await ask(sandbox, body)).toEqual({ status: 400, body: { code: 400, error } })
})

test('accepts 100 ids', async () => {
  const { sandbox } = await startWithPeople(stage)
  const user_ids = Array<string>(100).fill('user-1')
  expect(await ask(sandbox, { user_ids })).toMatchObject({ status: 200, body: [{ amplitude_ids: [{}] }] })
})

test('requires the project’s key pair', async () => {
  const { sandbox } = await startWithPeople(stage)
  const other = ownerHeaders('other')
  const unauthorized = { status: 401, body: { code: 401, error: 'Unauthorized' } }
  expect(await ask(sandbox, { user_ids: ['user-1'] }, other)).toEqual(unauthorized)
  expect(await list(sandbox, 'start_day=2026-11-23&end_day=2026-12-23', other)).toEqual(unauthorized)
  expect(sandbox.user('user-1')).toBeDefined()
})
