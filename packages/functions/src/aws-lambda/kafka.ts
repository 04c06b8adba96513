import type { MSKEvent, SelfManagedKafkaEvent } from 'aws-lambda'
import { own } from '@experiment-impressions/contract/json'
import { BatchError } from './batch-error.js'
import { deliverRecords, type Remaining } from './deliver-records.js'
import type { SourceRecord } from './source-record.js'

/**
 * The response of a function that reads Kafka. `@types/aws-lambda` doesn't have it yet. An identifier that isn't in the event fails
 * the whole batch. Source: AWS Lambda Developer Guide, "Configuring error handling controls for Kafka event sources":
 * "PartialBatchResponse". An earlier edition of that page calls `partition` `topic-partition`.
 */
interface KafkaBatchResponse {
  batchItemFailures: KafkaBatchItemFailure[]
}

interface KafkaBatchItemFailure {
  itemIdentifier: {
    /** Topic and number as in the event, such as `my-topic-0`. */
    partition: string
    offset: number
  }
}

interface KafkaRecord extends SourceRecord {
  /** Topic and number, such as `my-topic-0`. */
  readonly partition: string
  readonly offset: number
}

/**
 * Delivers the records of one or more partitions, from Amazon MSK or any other Kafka. Names every record that must come again, as
 * AWS's own examples do: the guide says that Lambda retries only the named records. With Kinesis, it continues from the first one.
 * Source: see {@link KafkaBatchResponse}.
 * @throws {BatchError} if the whole batch must come again
 */
export async function kafka(
  event: MSKEvent | SelfManagedKafkaEvent,
  context: Remaining,
): Promise<KafkaBatchResponse> {
  const records = readRecords(event)
  const again = await deliverRecords(records, context)
  const failures = records.filter((_, index) => again[index])
  return {
    batchItemFailures: failures.map(({ partition, offset }) => ({ itemIdentifier: { partition, offset } })),
  }
}

function readRecords(event: unknown): KafkaRecord[] {
  const partitions = own(event, 'records')
  const records =
    typeof partitions === 'object' && partitions !== null
      ? Object.entries(partitions).flatMap(([partition, list]: [string, unknown]) =>
          Array.isArray(list) ? list.map((record) => readRecord(record, partition)) : [undefined],
        )
      : [undefined]
  if (records.every((record) => record !== undefined)) return records
  throw new BatchError(
    'The handler index.kafka needs a batch of Kafka records, and this isn’t one. Check the function’s handler and triggers.',
  )
}

function readRecord(record: unknown, partition: string): KafkaRecord | undefined {
  const [offset, value = null] = ['offset', 'value'].map((name) => own(record, name))
  if (typeof offset !== 'number' || (typeof value !== 'string' && value !== null)) return undefined
  const place = `${partition}@${String(offset)}`
  return { place, body: value ?? undefined, encoding: 'base64', partition, offset }
}
