import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'

const testDestination = createTestIntegration(destination)
const settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' as const }
const accepted = { code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1795406549057 }

const impression = createTestEvent({
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  userId: 'user-1',
  anonymousId: 'device-1',
  timestamp: '2026-11-23T04:02:28.956Z',
  originalTimestamp: '2026-11-23T04:02:28.956Z',
  properties: { flag_key: 'hero', variant: 'treatment', experiment_key: 'exp-1', time: 1795406548954 },
} as never)

/** The body of the next upload. */
function uploadTo(url: string, status = 200, answer: nock.Body = accepted): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    nock(url)
      .post('/2/httpapi', (body: Record<string, unknown>) => {
        resolve(body)
        return true
      })
      .reply(status, answer)
  })
}

const send = (over: object = {}, mapping: Record<string, never> = {}) =>
  testDestination.testAction('trackImpression', {
    event: { ...impression, ...over },
    settings,
    mapping,
    useDefaultMappings: true,
  })

beforeAll(() => {
  nock.disableNetConnect()
})
afterEach(() => {
  nock.cleanAll()
})
afterAll(() => {
  nock.restore()
})

describe('Amplitude Experiment', () => {
  it('turns an impression into Amplitude’s form and sets the user property', async () => {
    const upload = uploadTo('https://api2.amplitude.com')
    await send()
    expect(await upload).toMatchObject({
      api_key: 'test-api-key',
      events: [
        {
          event_type: '[Experiment] Impression',
          user_id: 'user-1',
          device_id: 'device-1',
          time: 1795406548954,
          insert_id: 'message-1',
          event_properties: {
            '[Experiment] Flag Key': 'hero',
            '[Experiment] Variant': 'treatment',
            '[Experiment] Experiment Key': 'exp-1',
          },
          user_properties: { $set: { '[Experiment] hero': 'treatment' } },
        },
      ],
    })
  })

  it('unsets the user property of a visitor who isn’t in the experiment', async () => {
    const upload = uploadTo('https://api2.amplitude.com')
    await send({ properties: { flag_key: 'hero' } })
    expect(await upload).toMatchObject({
      events: [{ user_properties: { $unset: { '[Experiment] hero': '-' } } }],
    })
  })

  it('refuses an event whose variant the mapping lost', async () => {
    const mapping = { variant: { '@path': '$.properties.varaint' } } as never
    await expect(send({}, mapping)).rejects.toThrow(/Check the mapping/)
  })

  it('refuses an event without a flag key', async () => {
    await expect(send({ properties: {} })).rejects.toThrow(/flag_key/)
  })

  it.each([429, 503])('lets Segment retry after a %i', async (status) => {
    void uploadTo('https://api2.amplitude.com', status, { code: status })
    await expect(send()).rejects.toMatchObject({ status })
  })

  it('answers each event of a batch on its own', async () => {
    void uploadTo('https://api2.amplitude.com')
    const answers = await testDestination.executeBatch('trackImpression', {
      events: [impression, { ...impression, properties: {} }],
      settings,
      mapping: {
        flag_key: { '@path': '$.properties.flag_key' },
        variant: { '@path': '$.properties.variant' },
        device_id: { '@path': '$.anonymousId' },
        insert_id: { '@path': '$.messageId' },
      },
    })
    expect(answers).toMatchObject([{ status: 200 }, { status: 400 }])
  })

  it('tests the keys in their region', async () => {
    nock('https://analytics.eu.amplitude.com')
      .get('/api/2/usersearch')
      .query(true)
      .reply(200, { matches: [] })
    await expect(
      testDestination.testAuthentication({ ...settings, endpoint: 'europe' }),
    ).resolves.not.toThrow()
  })
})
