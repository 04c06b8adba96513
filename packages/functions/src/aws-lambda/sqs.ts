import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { own, ownPath } from '@experiment-impressions/destination/portable'
import { BatchError } from './batch-error.js'
import { deliverRecords, type Remaining } from './deliver-records.js'
import type { SourceRecord } from './source-record.js'

interface Message extends SourceRecord {
  /** The message group where the queue is first in, first out. */
  readonly group: string | undefined
}

/**
 * Delivers the messages of a queue; those that it names come again, the others are deleted. Of a FIFO queue, all messages
 * of a group come again after the first that has to, so that the group stays in order. Source: AWS Lambda Developer Guide,
 * "Handling errors for an SQS event source in Lambda".
 * @throws {BatchError} where all of it has to come again
 */
export async function sqs(event: SQSEvent, context: Remaining): Promise<SQSBatchResponse> {
  const messages = readMessages(event)
  const again = await deliverRecords(messages, context)
  const heldUp = new Set<string>()
  const failures = messages.filter(({ group }, index) => {
    if (group === undefined) return again[index]
    if (again[index]) heldUp.add(group)
    return heldUp.has(group)
  })
  return { batchItemFailures: failures.map(({ place }) => ({ itemIdentifier: place })) }
}

function readMessages(event: unknown): Message[] {
  const records = own(event, 'Records')
  const messages = Array.isArray(records) ? records.map(readMessage) : [undefined]
  if (messages.every((message) => message !== undefined)) return messages
  throw new BatchError(
    'This isn’t a batch of SQS messages, which the handler index.sqs takes. Check the function’s handler and triggers.',
  )
}

function readMessage(record: unknown): Message | undefined {
  const [place, body, arn] = ['messageId', 'body', 'eventSourceARN'].map((name) => own(record, name))
  if (typeof place !== 'string' || typeof body !== 'string') return undefined
  const isFifo = typeof arn === 'string' && arn.endsWith('.fifo')
  const group = ownPath(record, ['attributes', 'MessageGroupId'])
  return { place, body, encoding: 'text', group: isFifo ? String(group) : undefined }
}
