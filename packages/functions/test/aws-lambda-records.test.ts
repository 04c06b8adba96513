import { gzipSync } from 'node:zlib'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { asJson, gzipped } from './helpers/batches'
import { impression, pageCall } from './helpers/impression'
import { hosts } from './helpers/lambda'
import { handlers, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

const devices = ['device-1', 'device-2', 'device-3']
const events = devices.map((device) => impression(device))
const [first] = events

describe.each(hosts)('the records of AWS Lambda, read by $name', ({ createHost }) => {
  const lambda = useLambda(createHost)
  const uploaded = () => lambda.amplitude.uploads.flatMap((upload) => upload.events)

  describe.each(handlers)('%s', (handler) => {
    it.each([
      ['an array of events', asJson(events)],
      ['an upload of Segment’s libraries', asJson({ batch: events, sentAt: '2026-11-23T04:02:28.956Z' })],
      ['an array of such uploads', asJson([{ batch: events.slice(1) }, { batch: [first] }])],
      ['one event per line', { body: events.map((event) => JSON.stringify(event)).join('\n') }],
      [
        'one event per line, with blank lines',
        { body: `\ufeff${events.map((one) => `${JSON.stringify(one)}\r\n\r\n`).join('')}` },
      ],
      ['an array of strings', asJson(events.map((event) => JSON.stringify(event)))],
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
      const { summary, problems } = await lambda.deliver(handler, [body])
      expect(
        uploaded()
          .map(({ device_id }) => String(device_id))
          .sort(),
      ).toStrictEqual(devices)
      expect(summary).toMatchObject({ records: 1, events: 3, accepted: 3 })
      expect(problems).toStrictEqual([])
    })

    it.each([
      ['blanks', { body: ' \n ' }],
      ['null', { body: 'null' }],
      ['an empty array', { body: '[]' }],
      ['a deleted record of Kafka Connect', { body: '{"schema":null,"payload":null}' }],
    ])('finds no event in %s, and no problem', async (_, body) => {
      const { answer, summary, problems } = await lambda.deliver(handler, [body])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ records: 1, events: 0 })
      expect(problems).toStrictEqual([])
    })

    it('doesn’t unwrap an event that looks like a wrapper', async () => {
      const odd = { batch: [pageCall], schema: {}, payload: pageCall, detail: pageCall, 'detail-type': 'x' }
      await lambda.deliver(handler, [asJson({ ...first, ...odd })])
      expect(uploaded()).toMatchObject([{ device_id: 'device-1' }])
    })

    const line = JSON.stringify(first)
    const notText = Buffer.from([0x7b, 0xff, 0xfe])
    const wrapped = Array.from({ length: 10 }).reduce<unknown>((inner) => [inner], first)

    it.each([
      [
        'text that isn’t JSON',
        { body: 'Zebra' },
        'The record isn’t JSON, neither as a whole nor line by line.',
        0,
      ],
      [
        'JSON that is cut off',
        { body: JSON.stringify(first, null, 2).slice(0, -1) },
        'The record isn’t JSON, neither as a whole nor line by line.',
        0,
      ],
      ['one line that isn’t JSON', { body: `${line}\nZebra\n` }, 'A line of the record isn’t JSON.', 1],
      [
        'another value in an array',
        { body: `[${line}, 5]` },
        'The record has a value that isn’t an event.',
        1,
      ],
      ['bytes that aren’t text', { body: notText }, 'The record isn’t UTF-8 text, plain or gzipped.', 0],
      [
        'gzip that is cut off',
        { body: gzipSync(line).subarray(0, -12) },
        'The record isn’t UTF-8 text, plain or gzipped.',
        0,
      ],
      [
        'gzip that unpacks to far more than a batch',
        { body: gzipSync(' '.repeat(33 * 1024 * 1024)) },
        'The record isn’t UTF-8 text, plain or gzipped.',
        0,
      ],
      [
        'too many wrappers',
        { body: JSON.stringify(wrapped) },
        'The record has too many wrappers around its events.',
        0,
      ],
    ])('says what is wrong with %s, and delivers the rest', async (_, body, reason, sound) => {
      // A queue carries bytes only in base64, and its text is read unchanged.
      const isBytesInQueue = handler === 'sqs' && body.body === notText
      const { problems } = await lambda.deliver(handler, [body, asJson(impression('device-9'))])
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
})
