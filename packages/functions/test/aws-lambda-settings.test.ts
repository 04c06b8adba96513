import { preTransformation } from '@experiment-impressions/contract'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { refusedKey } from './helpers/amplitude-answers'
import { asJson, batchOf } from './helpers/batches'
import { impression, withoutFlagKey } from './helpers/impression'
import { apiKey, hosts, type Handler } from './helpers/lambda'
import { handlers, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

describe.each(hosts)('the settings of the AWS Lambda handlers, run from $name', ({ createHost }) => {
  const lambda = useLambda(createHost)
  const settings = (more: Readonly<Record<string, string>>) => ({ AMPLITUDE_API_KEY: apiKey, ...more })

  describe.each(handlers)('%s', (handler) => {
    it.each([
      ['the API key', { AMPLITUDE_API_KEY: ' ' }, '“AMPLITUDE_API_KEY” is missing'],
      [
        'the region',
        settings({ AMPLITUDE_ENDPOINT: 'mars' }),
        '“AMPLITUDE_ENDPOINT” must be north_america, europe or empty',
      ],
      ['a number', settings({ AMPLITUDE_MIN_ID_LENGTH: 'a' }), '“AMPLITUDE_MIN_ID_LENGTH” must be a number'],
      [
        'the choice for rejected events',
        settings({ AMPLITUDE_ON_INVALID: 'x' }),
        '“AMPLITUDE_ON_INVALID” must',
      ],
    ])('fails the batch if %s is wrong', async (_, environment, words) => {
      const { answer, error } = await lambda.deliver(handler, [asJson(impression('device-1'))], {
        environment,
      })
      expect(answer).toBeUndefined()
      expect(error).toContain(`BatchError: Check the settings. ${words}`)
      expect(error).not.toContain('\n')
      expect(lambda.amplitude.uploads).toStrictEqual([])
    })

    it('fails the batch if Amplitude refuses the API key', async () => {
      lambda.amplitude.answerAll(() => refusedKey)
      const { answer, error, problems } = await lambda.deliver(handler, [
        asJson(impression('device-1')),
        asJson(withoutFlagKey()),
      ])
      expect(answer).toBeUndefined()
      expect(error).toBe(
        'BatchError: Amplitude answered 400: Invalid API key. Check “AMPLITUDE_API_KEY” and “AMPLITUDE_ENDPOINT”.',
      )
      expect(problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }, { code: 'FLAG_KEY_MISSING' }])
      expect(JSON.stringify(problems)).not.toContain(apiKey)
    })

    it.each([
      ['another service', (other: Handler) => batchOf(other, [asJson(impression('device-1'))])],
      ['nobody, as in a test from the console', () => ({ key1: 'value1' })],
      ['a service that sends nothing', () => null],
      [
        'a service with malformed records',
        () => ({ Records: [null], records: { 'a-0': [{ offset: 'x' }] } }),
      ],
      ['a service with malformed lists', () => ({ Records: {}, records: { 'a-0': {} } })],
    ])('fails a batch from %s, because nothing in it can be named', async (_, eventOf) => {
      const [other = handler] = handlers.filter((one) => one !== handler)
      const { error } = await lambda.invoke({ handler, event: eventOf(other) })
      expect(error).toContain(`The handler index.${handler} needs`)
      expect(error).toContain('Check the function’s handler and triggers.')
      expect(lambda.amplitude.uploads).toStrictEqual([])
    })
  })

  it.each([
    [{}, '/api2/2/httpapi'],
    [{ AMPLITUDE_UPLOAD_API: 'batch' }, '/api2/batch'],
    [{ AMPLITUDE_ENDPOINT: 'europe' }, '/api.eu/2/httpapi'],
  ])('sends events with %j to %s', async (more, path) => {
    await lambda.deliver('sqs', [asJson(impression('device-1'))], { environment: settings(more) })
    expect(lambda.amplitude.paths).toStrictEqual([path])
    expect(lambda.amplitude.uploads).toMatchObject([{ api_key: apiKey }])
  })

  it.each([
    [{ AMPLITUDE_UNSET_AS: 'identify' }, { events: [{ event_type: '$identify' }] }],
    [{ AMPLITUDE_TRANSFORM_AT: 'ingestion' }, { events: [{ event_type: preTransformation.impression }] }],
    [{ AMPLITUDE_PARTNER_ID: 'partner' }, { events: [{ partner_id: 'partner' }] }],
    [{ AMPLITUDE_MIN_ID_LENGTH: '3' }, { options: { min_id_length: 3 } }],
    [{ AMPLITUDE_SKIP_USER_PROPERTIES_AFTER_HOURS: '1' }, { events: [{ $skip_user_properties_sync: true }] }],
  ])('applies %j as the destination does', async (more, upload) => {
    const time = 1_600_000_000_000
    const event = impression('device-1', { properties: { flag_key: 'hero', time } })
    await lambda.deliver('sqs', [asJson(event)], { environment: settings(more) })
    expect(lambda.amplitude.uploads).toMatchObject([upload])
  })
})
