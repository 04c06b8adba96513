import { preTransformation } from '@experiment-impressions/contract'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import {
  accepted,
  createSilence,
  cut,
  has,
  refused,
  refusedKey,
  throttled,
} from './helpers/amplitude-answers'
import { startAmplitude, type AmplitudeServer, type Upload } from './helpers/amplitude-server'
import { asJson, batchOf, identifierOf, type Body } from './helpers/batches'
import { impression, pageCall, withoutFlagKey } from './helpers/impression'
import { apiKey, hosts, type Handler, type Host, type Invocation } from './helpers/lambda'

keepOffTheNetwork({ loopback: true })

const handlers: readonly Handler[] = ['sqs', 'kinesis', 'kafka']
const settings = (more: Readonly<Record<string, string>>) => ({ AMPLITUDE_API_KEY: apiKey, ...more })
const devicesOf = ({ events }: Upload) => events.map(({ device_id }) => device_id)
/** An Amplitude that throttles these devices and takes all else. */
const throttling =
  (...devices: readonly string[]) =>
  (upload: Upload) => {
    const late = devices.filter((device) => has(upload, device))
    return late.length > 0 ? throttled(upload, ...late) : accepted
  }

describe.each(hosts)('the AWS Lambda handlers, run from $name', ({ createHost }) => {
  let amplitude: AmplitudeServer
  const { silence, abandoned } = createSilence()
  let host: Host

  beforeAll(async () => {
    amplitude = await startAmplitude()
    host = createHost()
    await host.start(`${amplitude.url}/$1`)
  })
  beforeEach(() => {
    amplitude.answerAll(() => accepted)
  })
  afterAll(async () => {
    await host.stop()
    await amplitude.close()
  })

  const deliver = (handler: Handler, bodies: readonly Body[], more: Partial<Invocation> = {}) =>
    host.invoke({ handler, event: batchOf(handler, bodies), ...more })

  describe.each(handlers)('%s', (handler) => {
    const naming = (bodies: readonly Body[], ...indices: number[]) => ({
      batchItemFailures: indices.map((index) => ({ itemIdentifier: identifierOf(handler, bodies, index) })),
    })

    it('names nothing where every record is delivered, in one upload', async () => {
      const { answer, summary, problems } = await deliver(
        handler,
        ['device-1', 'device-2'].map((device) => asJson(impression(device))),
      )
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(amplitude.uploads.map(devicesOf)).toStrictEqual([['device-1', 'device-2']])
      expect(problems).toStrictEqual([])
      expect(summary).toStrictEqual({
        message: 'Batch done.',
        records: 2,
        events: 2,
        accepted: 2,
        skipped: 0,
        rejected: 0,
        retry: 0,
        ms: expect.any(Number) as number,
      })
    })

    it('names nothing and sends nothing for an empty batch', async () => {
      const { answer, summary } = await deliver(handler, [])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ records: 0, events: 0 })
      expect(amplitude.uploads).toStrictEqual([])
    })

    it('passes over what is no experiment event', async () => {
      const { answer, summary, problems } = await deliver(handler, [asJson(pageCall)])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ events: 1, skipped: 1 })
      expect(problems).toStrictEqual([])
      expect(amplitude.uploads).toStrictEqual([])
    })

    it('names the record of a throttled person, and delivers the others', async () => {
      amplitude.answerAll(throttling('busy-one'))
      const bodies = ['device-1', 'device-2', 'busy-one'].map((device) => asJson(impression(device)))
      const { answer, summary, problems } = await deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(bodies, 2))
      expect(amplitude.uploads.at(-1)?.events).toHaveLength(2)
      expect(summary).toMatchObject({ accepted: 2, retry: 1 })
      expect(problems).toMatchObject([
        { message: 'Not delivered; its record comes again.', code: 'THROTTLED', count: 1 },
      ])
    })

    it.each([
      ['an answer of 503', [503, { code: 503 }] as const, 'SERVER_TROUBLE'],
      ['a connection that breaks again and again', cut, 'NOT_ANSWERED'],
    ])('has every event sent again after %s', async (_, reply, code) => {
      amplitude.answerAll(() => reply)
      const bodies = [asJson(pageCall), asJson(impression('device-1'))]
      const { answer, problems } = await deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(bodies, 1))
      expect(problems).toMatchObject([{ code, count: 1 }])
    })

    it('tries once more after a connection that broke while the instance was frozen', async () => {
      amplitude.answerAll((_, count) => (count === 1 ? cut : accepted))
      const { answer } = await deliver(handler, [asJson(impression('device-1'))])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(amplitude.uploads).toHaveLength(2)
    })

    it('answers before the deadline, and gives up the request that is under way', async () => {
      amplitude.answerAll(() => silence)
      const bodies = [asJson(impression('device-1'))]
      const { answer, problems } = await deliver(handler, bodies, { remainingMs: 1300 })
      expect(answer).toStrictEqual(naming(bodies, 0))
      expect(problems).toMatchObject([{ code: 'NOT_ANSWERED' }])
      await abandoned()
      expect(amplitude.uploads).toHaveLength(1)
    })

    it('sends nothing where there is no time for it', async () => {
      const bodies = [asJson(impression('device-1'))]
      const { answer } = await deliver(handler, bodies, { remainingMs: 900 })
      expect(answer).toStrictEqual(naming(bodies, 0))
      expect(amplitude.uploads).toStrictEqual([])
    })

    describe('invalid events', () => {
      const bodies: readonly Body[] = [
        asJson(impression('device-1')),
        asJson(withoutFlagKey()),
        { body: 'no JSON' },
        asJson(impression('unwanted')),
        asJson(impression('device-2')),
      ]

      beforeEach(() => {
        amplitude.answerAll((upload) => (has(upload, 'unwanted') ? refused(upload, 'unwanted') : accepted))
      })

      it('are logged and dropped', async () => {
        const { answer, summary, problems } = await deliver(handler, bodies)
        expect(answer).toStrictEqual({ batchItemFailures: [] })
        expect(summary).toMatchObject({ events: 5, accepted: 2, rejected: 3 })
        expect(problems).toMatchObject([
          { message: 'Not delivered; dropped.', code: 'FLAG_KEY_MISSING', count: 1 },
          { message: 'Not delivered; dropped.', code: 'UNREADABLE', count: 1 },
          { message: 'Not delivered; dropped.', code: 'REJECTED', count: 1 },
        ])
      })

      it('come again where the settings want it, for a queue of dead letters to take them', async () => {
        const { answer, problems } = await deliver(handler, bodies, {
          environment: settings({ AMPLITUDE_ON_INVALID: 'retry' }),
        })
        expect(answer).toStrictEqual(handler === 'kinesis' ? naming(bodies, 1) : naming(bodies, 1, 2, 3))
        expect(problems).toMatchObject(
          Array(3).fill({ message: 'Not delivered; its record comes again.' }) as object[],
        )
      })
    })

    it('has a record of several events come again where one of them has to', async () => {
      amplitude.answerAll(throttling('busy-one'))
      const bodies = [
        asJson(['device-1', 'busy-one', 'device-2'].map((device) => impression(device))),
        asJson(impression('device-3')),
      ]
      const { answer } = await deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(bodies, 0))
    })

    it('keeps the events of one person in order, whatever records they are in', async () => {
      const at = (time: number, variant?: string) =>
        impression('device-1', { messageId: String(time), properties: { flag_key: 'hero', variant, time } })
      await deliver(handler, [
        asJson([at(1_795_406_548_300, 'b'), at(1_795_406_548_100, 'a')]),
        asJson(at(1_795_406_548_200)),
      ])
      expect(amplitude.uploads[0]?.events.map(({ insert_id }) => insert_id)).toStrictEqual([
        '1795406548100',
        '1795406548200',
        '1795406548300',
      ])
    })

    it.each([
      ['the API key', { AMPLITUDE_API_KEY: ' ' }, '“AMPLITUDE_API_KEY” is missing'],
      [
        'the region',
        settings({ AMPLITUDE_ENDPOINT: 'mars' }),
        '“AMPLITUDE_ENDPOINT” must be north_america, europe or empty',
      ],
      ['a number', settings({ AMPLITUDE_MIN_ID_LENGTH: 'a' }), '“AMPLITUDE_MIN_ID_LENGTH” must be a number'],
      [
        'what becomes of invalid events',
        settings({ AMPLITUDE_ON_INVALID: 'x' }),
        '“AMPLITUDE_ON_INVALID” must',
      ],
    ])('fails the batch where %s is not set right', async (_, environment, words) => {
      const { answer, error } = await deliver(handler, [asJson(impression('device-1'))], { environment })
      expect(answer).toBeUndefined()
      expect(error).toContain(`BatchError: Check the settings. ${words}`)
      expect(error).not.toContain('\n')
      expect(amplitude.uploads).toStrictEqual([])
    })

    it('fails the batch where Amplitude refuses the API key', async () => {
      amplitude.answerAll(() => refusedKey)
      const { answer, error, problems } = await deliver(handler, [
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
      ['nobody, as a test of the console', () => ({ key1: 'value1' })],
      ['a service that sends nothing', () => null],
      [
        'a service whose records are none',
        () => ({ Records: [null], records: { 'a-0': [{ offset: 'x' }] } }),
      ],
      ['a service whose lists are none', () => ({ Records: {}, records: { 'a-0': {} } })],
    ])('fails a batch of %s, since nothing in it could be named', async (_, eventOf) => {
      const [other = handler] = handlers.filter((one) => one !== handler)
      const { error } = await host.invoke({ handler, event: eventOf(other) })
      expect(error).toContain(`The handler index.${handler} needs`)
      expect(error).toContain('Check the function’s handler and triggers.')
      expect(amplitude.uploads).toStrictEqual([])
    })
  })

  describe('sqs, on a FIFO queue', () => {
    it('names all messages from the first that has to come again, as AWS asks', async () => {
      amplitude.answerAll(throttling('busy-one'))
      const { answer } = await deliver('sqs', [
        { ...asJson(impression('device-1')), group: 'a' },
        { ...asJson(impression('busy-one')), group: 'a' },
        { ...asJson(impression('device-2')), group: 'b' },
        { ...asJson(impression('device-3')), group: 'a' },
      ])
      expect(answer?.batchItemFailures).toStrictEqual([
        { itemIdentifier: 'message-1' },
        { itemIdentifier: 'message-2' },
        { itemIdentifier: 'message-3' },
      ])
    })
  })

  describe('kafka', () => {
    it('names what has to come again in each partition, and passes over a record without a value', async () => {
      amplitude.answerAll(throttling('busy-one', 'busy-two', 'busy-three'))
      const { answer, summary } = await deliver('kafka', [
        { ...asJson(impression('device-1')), partition: 'one-topic-0' },
        { ...asJson(impression('busy-one')), partition: 'one-topic-0' },
        { ...asJson(impression('busy-two')), partition: 'one-topic-1' },
        { body: null, partition: 'one-topic-1' },
        { ...asJson(impression('busy-three')), partition: 'one-topic-0' },
      ])
      expect(answer?.batchItemFailures).toStrictEqual([
        { itemIdentifier: { partition: 'one-topic-0', offset: 101 } },
        { itemIdentifier: { partition: 'one-topic-0', offset: 104 } },
        { itemIdentifier: { partition: 'one-topic-1', offset: 102 } },
      ])
      expect(summary).toMatchObject({ records: 5, events: 4, accepted: 1, retry: 3 })
    })
  })

  it('names only what was left at the deadline', async () => {
    amplitude.answerAll((_, count) => (count === 1 ? accepted : silence))
    // Two of them are more than fits into one upload.
    const text = 'x'.repeat(600_000)
    const large = (device: string) => impression(device, { properties: { flag_key: 'hero', text } })
    const { answer, summary } = await deliver(
      'sqs',
      ['device-1', 'device-2', 'device-3'].map((device) => asJson(large(device))),
      { remainingMs: 2500 },
    )
    expect(answer?.batchItemFailures).toStrictEqual([
      { itemIdentifier: 'message-1' },
      { itemIdentifier: 'message-2' },
    ])
    expect(summary).toMatchObject({ accepted: 1, retry: 2 })
    await abandoned()
  })

  describe('the settings', () => {
    it.each([
      [{}, '/api2/2/httpapi'],
      [{ AMPLITUDE_UPLOAD_API: 'batch' }, '/api2/batch'],
      [{ AMPLITUDE_ENDPOINT: 'europe' }, '/api.eu/2/httpapi'],
    ])('%j send events to %s', async (more, path) => {
      await deliver('sqs', [asJson(impression('device-1'))], { environment: settings(more) })
      expect(amplitude.paths).toStrictEqual([path])
      expect(amplitude.uploads).toMatchObject([{ api_key: apiKey }])
    })

    it.each([
      [{ AMPLITUDE_UNSET_AS: 'identify' }, { events: [{ event_type: '$identify' }] }],
      [{ AMPLITUDE_TRANSFORM_AT: 'ingestion' }, { events: [{ event_type: preTransformation.impression }] }],
      [{ AMPLITUDE_PARTNER_ID: 'partner' }, { events: [{ partner_id: 'partner' }] }],
      [{ AMPLITUDE_MIN_ID_LENGTH: '3' }, { options: { min_id_length: 3 } }],
      [
        { AMPLITUDE_SKIP_USER_PROPERTIES_AFTER_HOURS: '1' },
        { events: [{ $skip_user_properties_sync: true }] },
      ],
    ])('%j are those of the destination', async (more, upload) => {
      const time = 1_600_000_000_000
      const event = impression('device-1', { properties: { flag_key: 'hero', time } })
      await deliver('sqs', [asJson(event)], { environment: settings(more) })
      expect(amplitude.uploads).toMatchObject([upload])
    })
  })
})
