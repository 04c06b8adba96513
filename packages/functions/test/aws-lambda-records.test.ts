import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corpus } from '../../contract/test/helpers/corpus'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { accepted } from './helpers/amplitude-answers'
import { startAmplitude, type AmplitudeServer } from './helpers/amplitude-server'
import { asJson, batchOf, gzipped, type Body } from './helpers/batches'
import { impression, pageCall, withoutFlagKey } from './helpers/impression'
import { hosts, type Handler, type Host } from './helpers/lambda'

keepOffTheNetwork({ loopback: true })

const handlers: readonly Handler[] = ['sqs', 'kinesis', 'kafka']
const devices = ['device-1', 'device-2', 'device-3']
const events = devices.map((device) => impression(device))
const [first] = events

/** Of an event that was sent, what the transform makes; the rest are details of device and session. */
const transformed = (event: object | undefined) => partOf(event, (name) => ofTransform.includes(name))
const ofDevice = (event: object | undefined) => partOf(event, (name) => !ofTransform.includes(name))
const partOf = (event: object | undefined, takes: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => takes(name)))
const ofTransform = ['event_type', 'user_id', 'device_id', 'time', 'insert_id'].concat([
  'event_properties',
  'user_properties',
])

interface Recorded {
  readonly name: string
  readonly context: object
  readonly integrations?: object
  readonly sent: Readonly<Record<string, unknown>>
}

const recorded = readFileSync(
  join(__dirname, '../../destination/test/fixtures/segment-amplitude-device.ndjson'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

describe.each(hosts)('the records of AWS Lambda, read by $name', ({ createHost }) => {
  let amplitude: AmplitudeServer
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

  const deliver = (handler: Handler, bodies: readonly Body[]) =>
    host.invoke({ handler, event: batchOf(handler, bodies) })
  const uploaded = () => amplitude.uploads.flatMap((upload) => upload.events)

  describe.each(handlers)('%s', (handler) => {
    describe('every golden case', () => {
      it.each(corpus)('$name: comes out as the transform has it', async ({ event, expected }) => {
        const { answer, summary, problems } = await deliver(handler, [asJson(event)])
        expect(answer).toStrictEqual({ batchItemFailures: [] })
        if (expected.kind === 'send') {
          expect(uploaded().map(transformed)).toStrictEqual([expected.event])
          expect(summary).toMatchObject({ events: 1, accepted: 1 })
          return
        }
        const errors = expected.issues.filter(({ severity }) => severity === 'error')
        expect(uploaded()).toStrictEqual([])
        expect(summary).toMatchObject(
          errors.length > 0 ? { events: 1, rejected: 1 } : { events: 1, skipped: 1 },
        )
        expect(problems.map(({ code }) => code)).toStrictEqual(errors.slice(0, 1).map(({ code }) => code))
      })
    })

    it.each(recorded)('$name: has the device fields of the destination', async (one) => {
      const { context, integrations = {} } = one
      const anonymousId = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628'
      await deliver(handler, [asJson({ ...first, anonymousId, context, integrations })])
      const known = Object.entries(one.sent).filter(([name]) => name !== 'device_id')
      expect(ofDevice(uploaded()[0])).toStrictEqual(Object.fromEntries(known))
    })

    it.each([
      ['an array of events', asJson(events)],
      ['an upload of Segment’s libraries', asJson({ batch: events, sentAt: '2026-11-23T04:02:28.956Z' })],
      ['an array of such uploads', asJson([{ batch: events.slice(1) }, { batch: [first] }])],
      ['an event a line', { body: events.map((event) => JSON.stringify(event)).join('\n') }],
      [
        'an event a line, with blanks',
        { body: `\ufeff${events.map((one) => `${JSON.stringify(one)}\r\n\r\n`).join('')}` },
      ],
      ['an array of texts', asJson(events.map((event) => JSON.stringify(event)))],
      ['gzip', gzipped(events)],
      [
        'gzip of several members',
        { body: Buffer.concat(events.map((one) => gzipSync(`${JSON.stringify(one)}\n`))) },
      ],
      [
        'a notification of SNS',
        asJson({ Type: 'Notification', MessageId: '1', Message: JSON.stringify(events) }),
      ],
      [
        'an event of EventBridge',
        asJson({ 'detail-type': 'segment', source: 'aws.partner/segment.com', detail: events }),
      ],
      ['a record of Kafka Connect', asJson({ schema: { type: 'string' }, payload: JSON.stringify(events) })],
      [
        'an event of EventBridge in a notification of SNS',
        asJson({
          Type: 'Notification',
          Message: JSON.stringify({ 'detail-type': 'x', detail: { batch: events } }),
        }),
      ],
    ])('finds the events of %s', async (_, body) => {
      const { summary, problems } = await deliver(handler, [body])
      expect(
        uploaded()
          .map(({ device_id }) => String(device_id))
          .sort(),
      ).toStrictEqual(devices)
      expect(summary).toMatchObject({ records: 1, events: 3, accepted: 3 })
      expect(problems).toStrictEqual([])
    })

    it.each([
      ['nothing but blanks', { body: ' \n ' }],
      ['null', { body: 'null' }],
      ['an empty array', { body: '[]' }],
      ['a deleted record of Kafka Connect', { body: '{"schema":null,"payload":null}' }],
    ])('finds no event in %s, and nothing wrong with it', async (_, body) => {
      const { answer, summary, problems } = await deliver(handler, [body])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ records: 1, events: 0 })
      expect(problems).toStrictEqual([])
    })

    it('leaves an event alone that looks like a wrapper', async () => {
      const odd = { batch: [pageCall], schema: {}, payload: pageCall, detail: pageCall, 'detail-type': 'x' }
      await deliver(handler, [asJson({ ...first, ...odd })])
      expect(uploaded()).toMatchObject([{ device_id: 'device-1' }])
    })

    const line = JSON.stringify(first)
    const notText = Buffer.from([0x7b, 0xff, 0xfe])
    const wrapped = Array.from({ length: 10 }).reduce<unknown>((inner) => [inner], first)

    it.each([
      [
        'text that is no JSON',
        { body: 'Zebra' },
        'The record isn’t JSON, neither as a whole nor line by line.',
        0,
      ],
      [
        'JSON that is cut',
        { body: JSON.stringify(first, null, 2).slice(0, -1) },
        'The record isn’t JSON, neither as a whole nor line by line.',
        0,
      ],
      ['one line that is no JSON', { body: `${line}\nZebra\n` }, 'A line of the record isn’t JSON.', 1],
      [
        'something else in an array',
        { body: `[${line}, 5]` },
        'The record has a value that isn’t an event.',
        1,
      ],
      ['bytes that are no text', { body: notText }, 'The record isn’t UTF-8 text, plain or gzipped.', 0],
      [
        'gzip that is cut',
        { body: gzipSync(line).subarray(0, -12) },
        'The record isn’t UTF-8 text, plain or gzipped.',
        0,
      ],
      [
        'gzip of far more than a batch holds',
        { body: gzipSync(' '.repeat(33 * 1024 * 1024)) },
        'The record isn’t UTF-8 text, plain or gzipped.',
        0,
      ],
      [
        'wrappers without end',
        { body: JSON.stringify(wrapped) },
        'The record has too many wrappers around its events.',
        0,
      ],
    ])('says what is wrong with %s, and delivers the rest', async (_, body, reason, sound) => {
      // A queue carries no bytes but in base64, and its text is read as it is.
      const isBytesInQueue = handler === 'sqs' && body.body === notText
      const { problems } = await deliver(handler, [body, asJson(impression('device-9'))])
      expect(problems).toMatchObject([
        {
          code: 'UNREADABLE',
          reason: isBytesInQueue ? 'The record isn’t JSON, neither as a whole nor line by line.' : reason,
          count: 1,
          records: [expect.any(String)],
        },
      ])
      expect(uploaded()).toHaveLength(sound + 1)
    })
  })

  describe('the log', () => {
    it('has one line for each reason, with the places of the first records', async () => {
      const bodies = Array.from({ length: 30 }, () => asJson([withoutFlagKey(), withoutFlagKey()]))
      const { problems } = await deliver('kafka', bodies)
      expect(problems).toStrictEqual([
        {
          message: 'Not delivered; dropped.',
          code: 'FLAG_KEY_MISSING',
          reason: expect.stringMatching(/^properties\.flag_key: The flag key is missing/) as string,
          count: 60,
          records: Array.from({ length: 10 }, (_, index) => `experiments-0@${String(100 + index)}`),
        },
      ])
    })

    it('sums up what more than 20 reasons there are', async () => {
      const tooLong = (length: number) =>
        asJson(impression('device-1', { properties: { flag_key: 'k'.repeat(length) } }))
      const { problems } = await deliver(
        'kinesis',
        Array.from({ length: 25 }, (_, index) => tooLong(1025 + index)),
      )
      expect(problems).toHaveLength(21)
      expect(problems[20]).toMatchObject({ code: 'OTHERS', count: 5 })
    })

    it('never holds a value of an event', async () => {
      const secret = 'jane.doe@example.com'
      const hostile = {
        [secret]: secret,
        userId: { email: secret },
        anonymousId: [secret],
        messageId: secret,
      }
      const { problems, summary } = await deliver('sqs', [
        asJson({
          ...impression(secret),
          ...hostile,
          properties: { flag_key: { a: secret }, variant: secret },
        }),
        { body: `{"${secret}` },
        asJson({ ...withoutFlagKey(secret), context: { traits: { email: secret } } }),
        asJson([secret]),
      ])
      expect(summary).toMatchObject({ rejected: 4 })
      expect(JSON.stringify([problems, summary])).not.toContain('jane')
    })
  })
})
