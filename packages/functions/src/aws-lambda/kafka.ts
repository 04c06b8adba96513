import type { MSKEvent, SelfManagedKafkaEvent } from 'aws-lambda'
import { own } from '@experiment-impressions/contract/json'
import { BatchError } from './batch-error.js'
import { deliverRecords, type Remaining } from './deliver-records.js'
import type { KafkaBatchResponse } from './kafka-batch-response.js'
import type { SourceRecord } from './source-record.js'

interface KafkaRecord extends SourceRecord {
  /** Topic and number, such as `my-topic-0`. */
  readonly partition: string
  readonly offset: number
}

/**
 * Delivers the records of one or several partitions, of Amazon MSK or any other Kafka. It names every record that has to
 * come again, as AWS's own examples do: unlike with Kinesis, the guide doesn't say that Lambda goes on from the first of
 * them, but that it retries what is named and nothing else. Source: see {@link KafkaBatchResponse}.
 * @throws {BatchError} where all of it has to come again
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
    'This isn’t a batch of Kafka records, which the handler index.kafka takes. Check the function’s handler and triggers.',
  )
}

function readRecord(record: unknown, partition: string): KafkaRecord | undefined {
  const [offset, value = null] = ['offset', 'value'].map((name) => own(record, name))
  if (typeof offset !== 'number' || (typeof value !== 'string' && value !== null)) return undefined
  const place = `${partition}@${String(offset)}`
  return { place, body: value ?? undefined, encoding: 'base64', partition, offset }
}
