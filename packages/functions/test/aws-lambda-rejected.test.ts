import { keepOffTheNetwork } from '../../../test/helpers/network'
import { accepted, has, refused } from './helpers/amplitude-answers'
import { asJson, type Body } from './helpers/batches'
import { impression, withoutFlagKey } from './helpers/impression'
import { apiKey, hosts } from './helpers/lambda'
import { handlers, naming, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

const settings = (more: Readonly<Record<string, string>>) => ({ AMPLITUDE_API_KEY: apiKey, ...more })

describe.each(hosts)('rejected events of the AWS Lambda handlers, run from $name', ({ createHost }) => {
  const lambda = useLambda(createHost)

  describe.each(handlers)('%s', (handler) => {
    const bodies: readonly Body[] = [
      asJson(impression('device-1')),
      asJson(withoutFlagKey()),
      { body: 'not JSON' },
      asJson(impression('unwanted')),
      asJson(impression('device-2')),
    ]

    beforeEach(() => {
      lambda.amplitude.answerAll((upload) =>
        has(upload, 'unwanted') ? refused(upload, 'unwanted') : accepted,
      )
    })

    it('are logged and dropped', async () => {
      const { answer, summary, problems } = await lambda.deliver(handler, bodies)
      expect(answer).toStrictEqual({ batchItemFailures: [] })
      expect(summary).toMatchObject({ events: 5, accepted: 2, rejected: 3 })
      expect(problems).toMatchObject([
        { message: 'Not delivered; dropped.', code: 'FLAG_KEY_MISSING', count: 1 },
        { message: 'Not delivered; dropped.', code: 'UNREADABLE', count: 1 },
        { message: 'Not delivered; dropped.', code: 'REJECTED', count: 1 },
      ])
    })

    it('come again if the settings say so, for a dead-letter queue', async () => {
      const { answer, problems } = await lambda.deliver(handler, bodies, {
        environment: settings({ AMPLITUDE_ON_INVALID: 'retry' }),
      })
      expect(answer).toStrictEqual(
        handler === 'kinesis' ? naming(handler, bodies, 1) : naming(handler, bodies, 1, 2, 3),
      )
      expect(problems).toMatchObject(
        Array(3).fill({ message: 'Not delivered; its record comes again.' }) as object[],
      )
    })
  })
})
