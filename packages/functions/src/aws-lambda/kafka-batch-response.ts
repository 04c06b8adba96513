/**
 * What Lambda takes back from a function that reads Kafka; `@types/aws-lambda` has no type for it yet. An identifier that
 * wasn't in the event fails the whole batch. Source: AWS Lambda Developer Guide, "Configuring error handling controls for
 * Kafka event sources": "PartialBatchResponse". An earlier edition of that page called `partition` `topic-partition`.
 */
export interface KafkaBatchResponse {
  batchItemFailures: KafkaBatchItemFailure[]
}

interface KafkaBatchItemFailure {
  itemIdentifier: {
    /** Topic and number, as they stand in the event: `my-topic-0`. */
    partition: string
    offset: number
  }
}
