import { corpus } from '../../contract/test/helpers/corpus'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { asJson } from './helpers/batches'
import { impression } from './helpers/impression'
import { hosts } from './helpers/lambda'
import { recordedDevices } from './helpers/recorded-devices'
import { handlers, useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

/** The part of an event that the transform makes. The rest are details of device and session. */
const transformed = (event: object | undefined) => partOf(event, (name) => ofTransform.includes(name))
const ofDevice = (event: object | undefined) => partOf(event, (name) => !ofTransform.includes(name))
const partOf = (event: object | undefined, takes: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => takes(name)))
const ofTransform = ['event_type', 'user_id', 'device_id', 'time', 'insert_id'].concat([
  'event_properties',
  'user_properties',
])

describe.each(hosts)('the events of AWS Lambda, sent by $name', ({ createHost }) => {
  const lambda = useLambda(createHost)
  const uploaded = () => lambda.amplitude.uploads.flatMap((upload) => upload.events)

  describe.each(handlers)('%s', (handler) => {
    describe('every golden case', () => {
      it.each(corpus)('$name: sends what the transform makes of it', async ({ event, expected }) => {
        const { answer, summary, problems } = await lambda.deliver(handler, [asJson(event)])
        expect(answer).toStrictEqual({ batchItemFailures: [] })
        if (expected.kind === 'send') {
          expect(uploaded().map(transformed)).toStrictEqual([expected.event])
          expect(summary).toMatchObject({ events: 1, accepted: 1 })
          return
        }
        const isRefused = expected.kind === 'refuse'
        const errors = isRefused ? expected.issues.filter(({ severity }) => severity === 'error') : []
        expect(uploaded()).toStrictEqual([])
        expect(summary).toMatchObject(isRefused ? { events: 1, rejected: 1 } : { events: 1, skipped: 1 })
        expect(problems.map(({ code }) => code)).toStrictEqual(errors.slice(0, 1).map(({ code }) => code))
      })
    })

    it.each(recordedDevices)('$name: sends the device fields of the destination', async (one) => {
      const { context, integrations = {} } = one
      const anonymousId = '10b98f5c-65f5-40af-8e5a-0de2c0ab9628'
      await lambda.deliver(handler, [
        asJson({ ...impression('device-1'), anonymousId, context, integrations }),
      ])
      const known = Object.entries(one.sent).filter(([name]) => name !== 'device_id')
      expect(ofDevice(uploaded()[0])).toStrictEqual(Object.fromEntries(known))
    })
  })
})
