import { createTestEvent, createTestIntegration, defaultValues } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'

const testDestination = createTestIntegration(destination)
const settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key' }

const context = {
  ip: '203.0.113.7',
  locale: 'en-US',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  library: { name: 'analytics.js', version: 'next-1.84.3' },
}

const full = {
  type: 'track',
  messageId: 'message-1',
  userId: 'user-1',
  anonymousId: 'device-1',
  timestamp: '2026-11-23T04:02:28.956Z',
  originalTimestamp: '2026-11-23T04:02:28.956Z',
  integrations: { 'Actions Amplitude': { session_id: '1795406548000' } },
  context,
  properties: {
    flag_key: 'hero',
    variant: 'treatment',
    experiment_key: 'exp-1',
    time: 1795406548954,
    metadata: { flagVersion: 7, deliveryMethod: 'web' },
  },
}

const cases = {
  'all fields': full,
  'required fields': {
    ...full,
    userId: undefined,
    integrations: {},
    context: {},
    properties: { flag_key: 'hero' },
  },
}

beforeAll(() => {
  nock.disableNetConnect()
})
afterEach(() => {
  nock.cleanAll()
})
afterAll(() => {
  nock.restore()
})

for (const action of ['trackImpression', 'trackExposure'] as const) {
  describe(`${action} of Amplitude Experiment`, () => {
    it.each(Object.entries(cases))('sends %s', async (_, event) => {
      let sent: unknown
      nock('https://api2.amplitude.com')
        .post('/2/httpapi', (body: unknown) => {
          sent = body
          return true
        })
        .reply(200, { code: 200 })
      await testDestination.testAction(action, {
        event: createTestEvent(event as never),
        settings,
        mapping: defaultValues(destination.actions[action]?.fields ?? {}),
      })
      expect(sent).toMatchSnapshot()
    })
  })
}
