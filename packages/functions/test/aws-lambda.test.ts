import { keepOffTheNetwork } from '../../../test/helpers/network'
import { accepted, cut, throttling } from './helpers/amplitude-answers'
import type { Upload } from './helpers/amplitude-server'
import { asJson } from './helpers/batches'
import { impression, pageCall } from './helpers/impression'
import { hosts } from './helpers/lambda'
import { handlers, naming, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

const devicesOf = ({ events }: Upload) => events.map(({ device_id }) => device_id)

describe.each(hosts)('the AWS Lambda handlers, run from $name', ({ createHost }) => {
  const lambda = useLambda(createHost)

  describe.each(handlers)('%s', (handler) => {
    it('name nothing if every record is delivered, in one upload', async () => {
      const { answer, summary, problems } = await lambda.deliver(
        handler,
        ['device-1', 'device-2'].map((device) => asJson(impression(device))),
      )
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(lambda.amplitude.uploads.map(devicesOf)).toStrictEqual([['device-1', 'device-2']])
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

    it('name and send nothing for an empty batch', async () => {
      const { answer, summary } = await lambda.deliver(handler, [])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ records: 0, events: 0 })
      expect(lambda.amplitude.uploads).toStrictEqual([])
    })

    it('skip other events', async () => {
      const { answer, summary, problems } = await lambda.deliver(handler, [asJson(pageCall)])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ events: 1, skipped: 1 })
      expect(problems).toStrictEqual([])
      expect(lambda.amplitude.uploads).toStrictEqual([])
    })

    it('name the record of a throttled person, and deliver the others', async () => {
      lambda.amplitude.answerAll(throttling('busy-one'))
      const bodies = ['device-1', 'device-2', 'busy-one'].map((device) => asJson(impression(device)))
      const { answer, summary, problems } = await lambda.deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(handler, bodies, 2))
      expect(lambda.amplitude.uploads.at(-1)?.events).toHaveLength(2)
      expect(summary).toMatchObject({ accepted: 2, retry: 1 })
      expect(problems).toMatchObject([
        { message: 'Not delivered; its record comes again.', code: 'THROTTLED', count: 1 },
      ])
    })

    it.each([
      ['an answer of 503', [503, { code: 503 }] as const, 'SERVER_TROUBLE'],
      ['a connection that keeps dropping', cut, 'NOT_ANSWERED'],
    ])('send every event again after %s', async (_, reply, code) => {
      lambda.amplitude.answerAll(() => reply)
      const bodies = [asJson(pageCall), asJson(impression('device-1'))]
      const { answer, problems } = await lambda.deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(handler, bodies, 1))
      expect(problems).toMatchObject([{ code, count: 1 }])
    })

    it('retry once after a connection that dropped while the instance was frozen', async () => {
      lambda.amplitude.answerAll((_, count) => (count === 1 ? cut : accepted))
      const { answer } = await lambda.deliver(handler, [asJson(impression('device-1'))])
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(lambda.amplitude.uploads).toHaveLength(2)
    })

    it('name a record with several events if one of them must come again', async () => {
      lambda.amplitude.answerAll(throttling('busy-one'))
      const bodies = [
        asJson(['device-1', 'busy-one', 'device-2'].map((device) => impression(device))),
        asJson(impression('device-3')),
      ]
      const { answer } = await lambda.deliver(handler, bodies)
      expect(answer).toStrictEqual(naming(handler, bodies, 0))
    })

    it('keep the events of one person in order, whatever records they are in', async () => {
      const at = (time: number, variant?: string) =>
        impression('device-1', { messageId: String(time), properties: { flag_key: 'hero', variant, time } })
      await lambda.deliver(handler, [
        asJson([at(1_795_406_548_300, 'b'), at(1_795_406_548_100, 'a')]),
        asJson(at(1_795_406_548_200)),
      ])
      expect(lambda.amplitude.uploads[0]?.events.map(({ insert_id }) => insert_id)).toStrictEqual([
        '1795406548100',
        '1795406548200',
        '1795406548300',
      ])
    })
  })

  describe('sqs, on a FIFO queue', () => {
    it('names all messages from the first that must come again, as AWS asks', async () => {
      lambda.amplitude.answerAll(throttling('busy-one'))
      const { answer } = await lambda.deliver('sqs', [
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
    it('names what must come again in each partition, and skips a record without a value', async () => {
      lambda.amplitude.answerAll(throttling('busy-one', 'busy-two', 'busy-three'))
      const { answer, summary } = await lambda.deliver('kafka', [
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
})
