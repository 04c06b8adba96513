// A search is by Amplitude id, device id, user id or the beginning of one. Without a match it still answers 200.
import { createStage, getJson, ownerHeaders, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

async function startWithPeople() {
  const sandbox = await stage.start()
  await upload(sandbox, [
    { event_type: 'Seen', user_id: 'user-1', device_id: 'laptop' },
    { event_type: 'Seen', user_id: 'user-2' },
    { event_type: 'Seen', device_id: 'phone-1' },
  ])
  const search = (user: string, headers = ownerHeaders()) =>
    getJson(`${sandbox.url}/amplitude/api/2/usersearch?user=${user}`, headers)
  const numberOf = (id: string) => sandbox.user(id)?.amplitudeId
  return { search, numberOf }
}

test.each([
  ['a user id', 'user-1', ['user-1'], 'match_user_or_device_id'],
  ['a device id', 'laptop', ['user-1'], 'match_user_or_device_id'],
  ['the beginning of user ids', 'user', ['user-1', 'user-2'], 'match_user_prefix'],
  ['an unknown id', 'nobody', [], 'nomatch'],
])('searches by %s', async (_, query, found, type) => {
  const { search, numberOf } = await startWithPeople()
  expect(await search(query)).toEqual({
    status: 200,
    body: { matches: found.map((user_id) => ({ user_id, amplitude_id: numberOf(user_id) })), type },
  })
})

test('finds people by Amplitude id, which is different for everyone', async () => {
  const { search, numberOf } = await startWithPeople()
  const numbers = ['user-1', 'user-2', 'phone-1'].map(numberOf)
  expect(new Set(numbers).size).toBe(3)
  expect(await search(String(numbers[1]))).toEqual({
    status: 200,
    body: { matches: [{ user_id: 'user-2', amplitude_id: numbers[1] }], type: 'match_amplitude_id' },
  })
})

test('finds a device on which nobody has signed in', async () => {
  const { search, numberOf } = await startWithPeople()
  expect(await search('phone-1')).toMatchObject({
    body: { matches: [{ user_id: null, amplitude_id: numberOf('phone-1') }] },
  })
})

test.each(['', '?user='])('refuses a search without a user: “%s”', async (query) => {
  const sandbox = await stage.start()
  expect(await getJson(`${sandbox.url}/amplitude/api/2/usersearch${query}`, ownerHeaders())).toEqual({
    status: 400,
    body: { code: 400, error: 'Missing user' },
  })
})

test('requires the project’s key pair', async () => {
  const { search } = await startWithPeople()
  expect(await search('user-1', ownerHeaders('other'))).toEqual({
    status: 401,
    body: { code: 401, error: 'Unauthorized' },
  })
})
