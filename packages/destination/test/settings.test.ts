import nock from 'nock'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, host, impression, ok, send, settings, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('the settings', () => {
  it('choose the Batch API', async () => {
    const scope = nock('https://api2.amplitude.com').post('/batch').reply(200, ok)
    await send(treatment, {}, { uploadApi: 'batch' })
    expect(scope.isDone()).toBe(true)
  })

  it('ask Amplitude to take shorter ids', async () => {
    const uploads = amplitude([200, ok], [200, ok])
    await send(impression({ userId: 'me' }), {}, { minIdLength: 1 })
    await send(impression({ userId: 'me' }))
    expect(uploads).toMatchObject([{ options: { min_id_length: 1 }, events: [{ user_id: 'me' }] }, {}])
    expect(uploads[1]).not.toHaveProperty('options')
    expect(uploads[1]?.events[0]).not.toHaveProperty('user_id')
  })

  it('count as empty if they are 0, which Segment stores for an empty number', async () => {
    const uploads = amplitude([200, ok])
    const hourOld = new Date(Date.now() - 36e5).toISOString()
    const late = impression({ userId: 'me', timestamp: hourOld }, { time: undefined })
    await send(late, {}, { minIdLength: 0, skipUserPropertiesAfterHours: 0 })
    expect(uploads[0]).not.toHaveProperty('options')
    expect(uploads[0]?.events[0]).not.toHaveProperty('user_id')
    expect(uploads[0]?.events[0]).not.toHaveProperty('$skip_user_properties_sync')
  })
})

describe('testAuthentication', () => {
  const search = (url: string) =>
    nock(url)
      .get('/api/2/usersearch')
      .query({ user: 'connection-test' })
      .basicAuth({ user: 'test-api-key', pass: 'test-secret-key' })
  const us = 'https://amplitude.com'
  const eu = 'https://analytics.eu.amplitude.com'

  it('succeeds if Amplitude knows the keys, whether it finds somebody or not', async () => {
    search(us).reply(200, { matches: [], type: 'nomatch' })
    await expect(host.testAuthentication({ ...settings })).resolves.toBeUndefined()
  })

  it('searches in the region of the settings', async () => {
    const scope = search(eu).reply(200, { matches: [], type: 'nomatch' })
    await host.testAuthentication({ ...settings, endpoint: 'europe' } as never)
    expect(scope.isDone()).toBe(true)
  })

  it.each([400, 401, 403])('says what to check if Amplitude answers %i', async (status) => {
    search(us).reply(status, {})
    search(eu).reply(status, {})
    await expect(host.testAuthentication({ ...settings })).rejects.toThrow(
      `Amplitude answered ${String(status)} to a test of the two keys. Check that the API key and the secret key belong to the same project`,
    )
  })

  it.each([
    ['north_america', 'Europe'],
    ['europe', 'North America'],
  ] as const)('says so if the keys belong to a region other than %s', async (endpoint, other) => {
    search(endpoint === 'europe' ? eu : us).reply(401, {})
    search(endpoint === 'europe' ? us : eu).reply(200, { matches: [], type: 'nomatch' })
    await expect(host.testAuthentication({ ...settings, endpoint })).rejects.toThrow(
      `These keys belong to a project in the other data region. Set the data region to ${other}.`,
    )
  })

  it.each([429, 503])('says nothing about the keys if Amplitude answers %i', async (status) => {
    search(us).reply(status, {})
    await expect(host.testAuthentication({ ...settings })).rejects.toThrow(/Try again later/)
  })
})

describe('onDelete', () => {
  const deletion = { type: 'delete', userId: 'user-1', anonymousId: 'device-1' } as never
  const job = {
    day: '2026-12-23',
    status: 'staging',
    app: '100001',
    amplitude_ids: [{ amplitude_id: 1, requester: 'segment', requested_on_day: '2026-11-23' }],
    invalid_ids: [],
  }

  it('asks Amplitude to delete the user and to skip unknown users', async () => {
    const scope = nock('https://amplitude.com')
      .post('/api/2/deletions/users', { user_ids: ['user-1'], requester: 'segment', ignore_invalid_id: true })
      .basicAuth({ user: 'test-api-key', pass: 'test-secret-key' })
      .reply(200, [job])
    await expect(host.onDelete?.(deletion, settings as never)).resolves.toStrictEqual([job])
    expect(scope.isDone()).toBe(true)
  })

  it('deletes nobody if the id is a number that has lost digits', async () => {
    const scope = nock('https://amplitude.com').post('/api/2/deletions/users').reply(200, job)
    const deletionOf = (userId: number) =>
      host.onDelete?.({ type: 'delete', userId } as never, settings as never)
    await expect(deletionOf(2 ** 60)).rejects.toThrow('Nobody was deleted')
    expect(scope.isDone()).toBe(false)
    await deletionOf(48213)
    expect(scope.isDone()).toBe(true)
  })

  it('deletes nobody without a user id', async () => {
    const scope = nock('https://amplitude.com').post('/api/2/deletions/users').reply(200, [])
    await host.onDelete?.({ type: 'delete', anonymousId: 'device-1' } as never, settings as never)
    expect(scope.isDone()).toBe(false)
  })
})
