// What Amplitude tells of one person: a summary with the user properties, and the events, newest first.
import { until } from '../../../test/helpers/until.js'
import { createStage, getJson, ownerHeaders, statusOf, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

interface Activity {
  readonly userData: Readonly<Record<string, unknown>>
  readonly events: readonly Readonly<Record<string, unknown>>[]
}

const start = Date.parse('2026-11-23T04:02:28.954Z')

async function startWithPeople(options = {}) {
  const sandbox = await stage.start({ now: () => start + 60_000, ...options })
  const seen = (minute: number) => ({
    event_type: `Seen ${String(minute)}`,
    user_id: 'user-1',
    device_id: 'laptop',
    insert_id: `insert-${String(minute)}`,
    time: start + minute * 60_000,
    event_properties: { minute },
  })
  // The last two come late: they are sorted by their own time.
  await upload(sandbox, [3, 1, 2].map(seen))
  await upload(sandbox, [
    {
      event_type: 'Seen',
      user_id: 'user-2',
      user_properties: { $set: { plan: 'free' }, $unset: { old: '-' } },
    },
    { event_type: 'Seen', device_id: 'phone-1' },
  ])
  const numberOf = (id: string) => String(sandbox.user(id)?.amplitudeId)
  const ask = async (query: string, headers = ownerHeaders()) => {
    const { status, body } = await getJson(`${sandbox.url}/amplitude/api/2/useractivity${query}`, headers)
    return { status, body: body as Activity }
  }
  const typesOf = async (query: string) => {
    const { body } = await ask(`?user=${numberOf('user-1')}${query}`)
    return body.events.map(({ event_type }) => event_type)
  }
  return { sandbox, numberOf, ask, typesOf }
}

test('tells of a person in the documented form', async () => {
  const { ask, numberOf } = await startWithPeople()
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

test('has the user properties as they are now', async () => {
  const { ask, numberOf } = await startWithPeople()
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
])('gives events newest first, by their own time: %s', async (query, types) => {
  const { typesOf } = await startWithPeople()
  expect(await typesOf(query)).toEqual(types)
})

test('gives what somebody did before signing in, under either number', async () => {
  const { sandbox, ask, numberOf } = await startWithPeople()
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

test.each(['12345', 'nobody'])('answers for nobody, too: %s', async (user) => {
  const { ask } = await startWithPeople()
  expect(await ask(`?user=${user}`)).toMatchObject({
    status: 200,
    body: { userData: { user_id: null, num_events: 0, device_ids: [] }, events: [] },
  })
})

test.each([
  ['', 'Missing user'],
  ['?user=1&limit=1001', 'limit is no whole number up to 1000'],
  ['?user=1&limit=all', 'limit is no whole number up to 1000'],
  ['?user=1&offset=-1', 'offset is no whole number'],
  ['?user=1&direction=up', 'direction is neither latest nor earliest'],
])('refuses “%s”', async (query, error) => {
  const { ask } = await startWithPeople()
  expect(await ask(query)).toEqual({ status: 400, body: { code: 400, error } })
})

test('shows a time that no date can hold as none', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [{ event_type: 'Seen', user_id: 'user-1', time: Number.MAX_SAFE_INTEGER }])
  const user = String(sandbox.user('user-1')?.amplitudeId)
  const { body } = await getJson(`${sandbox.url}/amplitude/api/2/useractivity?user=${user}`, ownerHeaders())
  expect(body).toMatchObject({
    userData: { first_used: null, last_used: null },
    events: [{ event_time: null, server_received_time: expect.stringMatching(/000$/) as string }],
  })
})

describe('the limits of asking', () => {
  test('are 360 an hour, searches and activities together', async () => {
    let now = start
    const { sandbox } = await startWithPeople({ now: () => now })
    const statuses = async (count: number) => {
      const all: number[] = []
      for (let index = 0; index < count; index += 1)
        all.push(
          await statusOf(
            `${sandbox.url}/amplitude/api/2/${index % 2 === 0 ? 'usersearch' : 'useractivity'}?user=1`,
            { headers: ownerHeaders() },
          ),
        )
      return all
    }
    expect(new Set(await statuses(360))).toEqual(new Set([200]))
    expect(await statuses(2)).toEqual([429, 429])
    now += 60 * 60_000
    expect(await statuses(1)).toEqual([200])
  })

  test('say what was exceeded', async () => {
    const { ask } = await startWithPeople({ limits: { lookupsPerHour: 0 } })
    expect(await ask('?user=1')).toEqual({
      status: 429,
      body: { code: 429, error: 'More than 0 requests in an hour' },
    })
  })

  test('are 5 at the same time', async () => {
    const { sandbox, ask } = await startWithPeople()
    const headers = { 'content-type': 'application/json' }
    await fetch(`${sandbox.url}/api/faults`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ delayMs: 600_000, path: 'useractivity', times: 5 }),
    })
    const stop = new AbortController()
    const waiting = Array.from({ length: 5 }, () =>
      fetch(`${sandbox.url}/amplitude/api/2/useractivity?user=1`, {
        headers: ownerHeaders(),
        signal: stop.signal,
      }).catch(() => undefined),
    )
    const strikes = async () => {
      const { body } = await getJson(`${sandbox.url}/api/faults`)
      return (body as readonly { readonly strikes: number }[])[0]?.strikes
    }
    await until(async () => (await strikes()) === 5)
    expect(await ask('?user=1')).toEqual({
      status: 429,
      body: { code: 429, error: 'More than 5 requests at the same time' },
    })
    stop.abort()
    await Promise.all(waiting)
  })

  test('are those of the project: who has no keys uses nothing up', async () => {
    const { ask } = await startWithPeople({ limits: { lookupsPerHour: 1 } })
    for (const _ of [1, 2]) expect(await ask('?user=1', ownerHeaders('other'))).toMatchObject({ status: 401 })
    expect(await ask('?user=1')).toMatchObject({ status: 200 })
  })
})
