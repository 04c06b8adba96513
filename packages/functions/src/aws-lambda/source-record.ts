import { gunzipSync } from 'node:zlib'

/** One record of a batch, from any of the services. */
export interface SourceRecord {
  /** Its place in the batch's source, for logs: a message id, a sequence number, or `topic-0@123`. */
  readonly place: string
  /** Missing for Kafka records without a value, which mark a key as deleted. */
  readonly body: string | undefined
  readonly encoding: 'text' | 'base64'
}

/** In bytes, unpacked. A batch has 6 MB at most, and a record that unpacks to more than this would crash the function on every retry. */
const mostBytes = 32 * 1024 * 1024

/** How gzip starts in base64. Queues carry only text. */
const gzipInBase64 = 'H4sI'

/** Returns the text of a record, unzipped if it is gzipped, or `undefined` if it isn't UTF-8. */
export function readBody({ body = '', encoding }: SourceRecord): string | undefined {
  if (encoding === 'text' && !body.startsWith(gzipInBase64)) return body
  const bytes = Buffer.from(body, 'base64')
  try {
    const plain = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    return undefined
  }
}

/** Source: RFC 1952, "Member header". */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}
