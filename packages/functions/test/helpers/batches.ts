import { gzipSync } from 'node:zlib'
import type { Handler } from './lambda'

/** A record before a service wraps it: its body, and its partition or group. */
export interface Body {
  readonly body: string | Buffer | null
  /** Kafka only. @default 'experiments-0' */
  readonly partition?: string
  /** FIFO queues only. */
  readonly group?: string
}

export const asJson = (event: unknown): Body => ({ body: JSON.stringify(event) })

export const gzipped = (event: unknown): Body => ({ body: gzipSync(JSON.stringify(event)) })

const base64 = (body: Body['body']) => (body === null ? null : Buffer.from(body).toString('base64'))

/** A batch as a handler's service passes it to Lambda. Sources: AWS Lambda Developer Guide, each service's example event. */
export function batchOf(handler: Handler, bodies: readonly Body[]): object {
  return batches[handler](bodies)
}

/** The identifier of the record at an index in an answer. */
export function identifierOf(handler: Handler, bodies: readonly Body[], index: number): unknown {
  if (handler === 'sqs') return `message-${String(index)}`
  if (handler === 'kinesis') return sequenceNumber(index)
  const { partition = defaultPartition } = bodies[index] as Body
  return { partition, offset: index + 100 }
}

const defaultPartition = 'experiments-0'

const sequenceNumber = (index: number) =>
  `4960118965842235937883629852182763847532018901230${String(index + 1000)}`

const batches: Record<Handler, (bodies: readonly Body[]) => object> = {
  sqs: (bodies) => ({
    Records: bodies.map(({ body, group }, index) => ({
      messageId: `message-${String(index)}`,
      receiptHandle: 'handle',
      body: Buffer.isBuffer(body) ? base64(body) : body,
      attributes: {
        ApproximateReceiveCount: '1',
        ...(group === undefined ? {} : { MessageGroupId: group, SequenceNumber: String(index) }),
      },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:111122223333:experiments${group === undefined ? '' : '.fifo'}`,
      awsRegion: 'us-east-1',
    })),
  }),
  kinesis: (bodies) => ({
    Records: bodies.map(({ body }, index) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'user-1',
        sequenceNumber: sequenceNumber(index),
        data: base64(body),
        approximateArrivalTimestamp: 1_795_406_548,
      },
      eventSource: 'aws:kinesis',
      eventID: `shardId-000000000000:${sequenceNumber(index)}`,
    })),
  }),
  kafka: (bodies) => {
    const records: Record<string, object[]> = {}
    for (const [index, { body, partition = defaultPartition }] of bodies.entries())
      (records[partition] ??= []).push({
        topic: partition.replace(/-\d+$/, ''),
        partition: Number(/\d+$/.exec(partition)?.[0]),
        offset: index + 100,
        timestamp: 1_795_406_548_956,
        timestampType: 'CREATE_TIME',
        value: base64(body),
        headers: [],
      })
    return { eventSource: 'aws:kafka', bootstrapServers: 'b-1.example.com:9092', records }
  },
}
