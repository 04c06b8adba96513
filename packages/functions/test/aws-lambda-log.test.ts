import { keepOffTheNetwork } from '../../../test/helpers/network'
import { asJson } from './helpers/batches'
import { impression, withoutFlagKey } from './helpers/impression'
import { hosts } from './helpers/lambda'
import { useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

describe.each(hosts)('the log of AWS Lambda, written by $name', ({ createHost }) => {
  const lambda = useLambda(createHost)

  it('has one line per reason, with the places of the first records', async () => {
    const bodies = Array.from({ length: 30 }, () => asJson([withoutFlagKey(), withoutFlagKey()]))
    const { problems } = await lambda.deliver('kafka', bodies)
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

  it('sums up the reasons beyond the first 20', async () => {
    const tooLong = (length: number) =>
      asJson(impression('device-1', { properties: { flag_key: 'k'.repeat(length) } }))
    const { problems } = await lambda.deliver(
      'kinesis',
      Array.from({ length: 25 }, (_, index) => tooLong(1025 + index)),
    )
    expect(problems).toHaveLength(21)
    expect(problems[20]).toMatchObject({ code: 'OTHERS', count: 5 })
  })

  it('never contains a value from an event', async () => {
    const secret = 'jane.doe@example.com'
    const hostile = {
      [secret]: secret,
      userId: { email: secret },
      anonymousId: [secret],
      messageId: secret,
    }
    const { problems, summary } = await lambda.deliver('sqs', [
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
