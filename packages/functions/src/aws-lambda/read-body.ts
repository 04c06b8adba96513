import { gunzipSync } from 'node:zlib'
import type { SourceRecord } from './source-record.js'

/** In bytes, unpacked. A batch has 6 MB at most; what unpacks to more than this would take the function down again and again. */
const mostBytes = 32 * 1024 * 1024

/** How text starts that is gzip in base64: queues carry text alone. */
const gzipInBase64 = 'H4sI'

/** The text of a record, unpacked where it is gzipped; `undefined` where it is no UTF-8. */
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
