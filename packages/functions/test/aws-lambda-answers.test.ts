import fc from 'fast-check'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { accepted, cut, has, refused, throttled } from './helpers/amplitude-answers'
import type { Answer } from './helpers/amplitude-server'
import { asJson, identifierOf, type Body } from './helpers/batches'
import { impression, pageCall, withoutFlagKey } from './helpers/impression'
import { apiKey, hosts, type Handler } from './helpers/lambda'
import { useLambda } from './helpers/use-lambda'

keepOffTheNetwork({ loopback: true })

/** Events, with the expected outcome in the name of their device. */
const events = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('sound-1', 'sound-2', 'sound-3') },
  fc.constantFrom('throttled-1', 'throttled-2', 'refused-1', 'invalid', 'foreign'),
)

const records = fc.record({
  events: fc.array(events, { maxLength: 4 }),
  isReadable: fc.constantFrom(true, true, true, false),
  lane: fc.constantFrom('a', 'b'),
})

const batches = fc.record({
  batch: fc.array(records, { maxLength: 8 }),
  /** The requests that get no answer, or a bad one. */
  trouble: fc.array(fc.constantFrom<Answer | undefined>(undefined, undefined, cut, [503, { code: 503 }]), {
    maxLength: 4,
  }),
  onInvalid: fc.constantFrom('drop' as const, 'retry' as const),
})

interface Batch {
  readonly batch: readonly {
    readonly events: readonly string[]
    readonly isReadable: boolean
    readonly lane: string
  }[]
  readonly trouble: readonly (Answer | undefined)[]
  readonly onInvalid: 'drop' | 'retry'
}

const messageId = (record: number, event: number) => `message-${String(record)}-${String(event)}`

function eventOf(device: string, id: string): object {
  if (device === 'foreign') return { ...pageCall, messageId: id }
  return device === 'invalid' ? { ...withoutFlagKey(), messageId: id } : impression(device, { messageId: id })
}

describe('the answers of the AWS Lambda handlers', () => {
  const [sources] = hosts
  const lambda = useLambda((sources as (typeof hosts)[number]).createHost)

  /** Delivers a batch. Returns whether each record must come again, given what Amplitude did, and whether the answer names it. */
  async function deliver(handler: Handler, { batch, trouble, onInvalid }: Batch, isFifo = false) {
    const done = new Set<unknown>()
    const useless = new Set<unknown>()
    lambda.amplitude.answerAll((upload, count) => {
      const bad = trouble[count - 1]
      if (bad !== undefined) return bad
      if (has(upload, 'refused-1')) {
        for (const { device_id, insert_id } of upload.events)
          if (device_id === 'refused-1') useless.add(insert_id)
        return refused(upload, 'refused-1')
      }
      const late = ['throttled-1', 'throttled-2'].filter((device) => has(upload, device))
      if (late.length > 0) return throttled(upload, ...late)
      for (const { insert_id } of upload.events) done.add(insert_id)
      return accepted
    })
    const bodies = batch.map(({ events, isReadable, lane }, record): Body => ({
      ...(isReadable
        ? asJson(events.map((device, event) => eventOf(device, messageId(record, event))))
        : { body: 'not JSON' }),
      partition: `experiments-${lane === 'a' ? '0' : '1'}`,
      ...(isFifo ? { group: lane } : {}),
    }))
    const { answer } = await lambda.deliver(handler, bodies, {
      environment: { AMPLITUDE_API_KEY: apiKey, AMPLITUDE_ON_INVALID: onInvalid },
    })
    const isDone = (device: string, id: string) => {
      if (device === 'foreign' || done.has(id)) return true
      return (device === 'invalid' || useless.has(id)) && onInvalid === 'drop'
    }
    const again = batch.map(({ events, isReadable }, record) =>
      isReadable
        ? events.some((device, event) => !isDone(device, messageId(record, event)))
        : onInvalid === 'retry',
    )
    const named = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
      JSON.stringify(itemIdentifier),
    )
    const reported = bodies.map((_, index) =>
      named.includes(JSON.stringify(identifierOf(handler, bodies, index))),
    )
    expect(reported.filter(Boolean)).toHaveLength(named.length)
    return { again, reported }
  }

  it.each<Handler>(['sqs', 'kafka'])('%s names exactly the records that must come again', async (handler) => {
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const { again, reported } = await deliver(handler, batch)
        expect(reported).toStrictEqual(again)
      }),
    )
  })

  it('kinesis names only the first record that must come again', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const { again, reported } = await deliver('kinesis', batch)
        expect(reported).toStrictEqual(
          again.map((one, index) => one && !again.slice(0, index).includes(true)),
        )
      }),
    )
  })

  it('sqs, on a FIFO queue, names the first message that must come again and all after it', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const { again, reported } = await deliver('sqs', batch, true)
        expect(reported).toStrictEqual(again.map((_, index) => again.slice(0, index + 1).includes(true)))
      }),
    )
  })
})
