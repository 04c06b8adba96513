import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { own } from '@experiment-impressions/contract/json'
import { BatchError } from './batch-error.js'
import { deliverRecords, type Remaining } from './deliver-records.js'
import type { SourceRecord } from './source-record.js'

/**
 * Delivers the messages of a queue. The messages that it names come again, and the others are deleted. In a FIFO queue, every
 * message from the first failure on comes again, which keeps the queue in order. Insert ids keep Amplitude from counting events
 * twice. Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda".
 * @throws {BatchError} if the whole batch must come again
 */
export async function sqs(event: SQSEvent, context: Remaining): Promise<SQSBatchResponse> {
  const messages = readMessages(event)
  const again = await deliverRecords(messages, context)
  const first = again.indexOf(true)
  const isFifo = event.Records.some(isOfFifoQueue)
  const failures =
    isFifo && first !== -1 ? messages.slice(first) : messages.filter((_, index) => again[index])
  return { batchItemFailures: failures.map(({ place }) => ({ itemIdentifier: place })) }
}

function readMessages(event: unknown): SourceRecord[] {
  const records = own(event, 'Records')
  const messages = Array.isArray(records) ? records.map(readMessage) : [undefined]
  if (messages.every((message) => message !== undefined)) return messages
  throw new BatchError(
    'The handler index.sqs needs a batch of SQS messages, and this isn’t one. Check the function’s handler and triggers.',
  )
}

function readMessage(record: unknown): SourceRecord | undefined {
  const [place, body] = ['messageId', 'body'].map((name) => own(record, name))
  if (typeof place !== 'string' || typeof body !== 'string') return undefined
  return { place, body, encoding: 'text' }
}

function isOfFifoQueue(record: unknown): boolean {
  const arn = own(record, 'eventSourceARN')
  return typeof arn === 'string' && arn.endsWith('.fifo')
}
