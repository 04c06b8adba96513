// One person: a summary with the user properties, and the events, newest first.
import { startWithPeople } from './helpers/activity.js'
import { createStage, getJson, ownerHeaders, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('answers in the documented form', async () => {
  const { ask, numberOf } = await startWithPeople(stage)
  const { status, body } = await ask(`?user=${numberOf('user-1')}&limit=0`)
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      userData: {
        user_id: 'user-1',
        canonical_amplitude_id: Number(numberOf('user-1')),
        merged_amplitude_ids: [],
        num_events: 3,
        num_sessions: 0,
        usage_time: 0,
        first_used: '2026-11-23',
        last_used: '2026-11-23',
        purchases: 0,
        revenue: 0,
        device_ids: ['laptop'],
        last_device_id: 'laptop',
        last_location: null,
        properties: {},
      },
      events: [
        {
          amplitude_id: Number(numberOf('user-1')),
          event_type: 'Seen 3',
          event_time: '2026-11-23 04:05:28.954000',
          client_event_time: '2026-11-23 04:05:28.954000',
          server_received_time: '2026-11-23 04:03:28.954000',
          user_id: 'user-1',
          device_id: 'laptop',
          session_id: -1,
          $insert_id: 'insert-3',
          event_properties: { minute: 3 },
          groups: {},
          platform: null,
          language: null,
          library: null,
        },
      ],
    },
  })
})

test('contains the current user properties', async () => {
  const { ask, numberOf } = await startWithPeople(stage)
  const { body } = await ask(`?user=${numberOf('user-2')}`)
  expect(body.userData['properties']).toEqual({ plan: 'free' })
})

test.each([
  ['', ['Seen 3', 'Seen 2', 'Seen 1']],
  ['&limit=1', ['Seen 3', 'Seen 2']],
  ['&limit=1&direction=earliest', ['Seen 2', 'Seen 1']],
  ['&offset=2', ['Seen 1']],
  ['&offset=1&limit=0&direction=latest', ['Seen 2']],
  ['&offset=9', []],
])('returns events newest first, by their own time: %s', async (query, types) => {
  const { typesOf } = await startWithPeople(stage)
  expect(await typesOf(query)).toEqual(types)
})

test('returns what a person did before signing in, under either number', async () => {
  const { sandbox, ask, numberOf } = await startWithPeople(stage)
  const before = numberOf('phone-1')
  await upload(sandbox, [{ event_type: 'Signed in', user_id: 'user-2', device_id: 'phone-1' }])
  const after = numberOf('user-2')
  for (const number of [before, after]) {
    const { body } = await ask(`?user=${number}`)
    expect(body.userData).toMatchObject({
      canonical_amplitude_id: Number(after),
      merged_amplitude_ids: [Number(before)],
      device_ids: ['phone-1'],
      num_events: 3,
    })
    expect(body.events).toHaveLength(3)
  }
})

test.each(['12345', 'nobody'])('answers 200 for an unknown user: %s', async (user) => {
  const { ask } = await startWithPeople(stage)
  expect(await ask(`?user=${user}`)).toMatchObject({
    status: 200,
    body: { userData: { user_id: null, num_events: 0, device_ids: [] }, events: [] },
  })
})

test.each([
  ['', 'Missing user'],
  ['?user=1&limit=1001', 'limit isn’t a whole number up to 1000'],
  ['?user=1&limit=all', 'limit isn’t a whole number up to 1000'],
  ['?user=1&offset=-1', 'offset isn’t a whole number'],
  ['?user=1&direction=up', 'direction is neither latest nor earliest'],
])('refuses “%s”', async (query, error) => {
  const { ask } = await startWithPeople(stage)
  expect(await ask(query)).toEqual({ status: 400, body: { code: 400, error } })
})

test('shows no time if it’s outside the range of dates', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-1', time: Number.MAX_SAFE_INTEGER }])
  const user = String(sandbox.user('user-1')?.amplitudeId)
  const { body } = await getJson(`${sandbox.url}/amplitude/api/2/useractivity?user=${user}`, ownerHeaders())
  expect(body).toMatchObject({
    userData: { first_used: null, last_used: null },
    events: [{ event_time: null, server_received_time: expect.stringMatching(/000$/) as string }],
  })
})
