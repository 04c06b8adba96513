/** One record of a batch, whatever service it comes from. */
export interface SourceRecord {
  /** Its place there, for logs: a message id, a sequence number, or `topic-0@123`. */
  readonly place: string
  /** Kafka has records without a value, which mark a key as deleted. */
  readonly body: string | undefined
  readonly encoding: 'text' | 'base64'
}
