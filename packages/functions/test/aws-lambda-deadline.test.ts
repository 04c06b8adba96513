import { keepOffTheNetwork } from '../../../test/helpers/network'
import { accepted, createSilence } from './helpers/amplitude-answers'
import { asJson } from './helpers/batches'
import { impression } from './helpers/impression'
import { hosts } from './helpers/lambda'
import { handlers, naming, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

describe.each(hosts)('the deadline of the AWS Lambda handlers, run from $name', ({ createHost }) => {
  const lambda = useLambda(createHost)
  const { silence, abandoned } = createSilence()

  describe.each(handlers)('%s', (handler) => {
    it('answers in time, and cancels the current request', async () => {
      lambda.amplitude.answerAll(() => silence)
      const bodies = [asJson(impression('device-1'))]
      const { answer, problems } = await lambda.deliver(handler, bodies, { remainingMs: 1300 })
      expect(answer).toStrictEqual(naming(handler, bodies, 0))
      expect(problems).toMatchObject([{ code: 'NOT_ANSWERED' }])
      await abandoned()
      expect(lambda.amplitude.uploads).toHaveLength(1)
    })

    it('sends nothing if there is no time for it', async () => {
      const bodies = [asJson(impression('device-1'))]
      const { answer } = await lambda.deliver(handler, bodies, { remainingMs: 900 })
      expect(answer).toStrictEqual(naming(handler, bodies, 0))
      expect(lambda.amplitude.uploads).toStrictEqual([])
    })
  })

  it('names only the records that are left', async () => {
    lambda.amplitude.answerAll((_, count) => (count === 1 ? accepted : silence))
    // Two of them are too large for one upload.
    const text = 'x'.repeat(600_000)
    const large = (device: string) => impression(device, { properties: { flag_key: 'hero', text } })
    const { answer, summary } = await lambda.deliver(
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
})
