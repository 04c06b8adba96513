import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda'
import { own, ownPath } from '@experiment-impressions/contract/json'
import { BatchError } from './batch-error.js'
import { deliverRecords, type Remaining } from './deliver-records.js'
import type { SourceRecord } from './source-record.js'

/**
 * Delivers the records of a shard. Names the first record that must come again. Lambda continues from there, so the records behind
 * it come again too, and their insert ids keep Amplitude from counting them twice. Source: AWS Lambda Developer Guide,
 * "Configuring partial batch response with Kinesis Data Streams and Lambda".
 * @throws {BatchError} if the whole batch must come again
 */
export async function kinesis(
  event: KinesisStreamEvent,
  context: Remaining,
): Promise<KinesisStreamBatchResponse> {
  const records = readRecords(event)
  const again = await deliverRecords(records, context)
  const first = records[again.indexOf(true)]
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.place }] }
}

function readRecords(event: unknown): SourceRecord[] {
  const list = own(event, 'Records')
  const records = Array.isArray(list) ? list.map(readRecord) : [undefined]
  if (records.every((record) => record !== undefined)) return records
  throw new BatchError(
    'The handler index.kinesis needs a batch of Kinesis records, and this isn’t one. Check the function’s handler and triggers.',
  )
}

function readRecord(record: unknown): SourceRecord | undefined {
  const [place, body] = ['sequenceNumber', 'data'].map((name) => ownPath(record, ['kinesis', name]))
  if (typeof place !== 'string' || typeof body !== 'string') return undefined
  return { place, body, encoding: 'base64' }
}
