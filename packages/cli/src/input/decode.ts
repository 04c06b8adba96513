import { decodeBytes } from '@experiment-impressions/inspection'
import { gunzip } from './gunzip.js'

/**
 * Decodes text that arrives in pieces, gzipped or not, as UTF-8 or UTF-16.
 * @throws {GzipError} after what could be unzipped
 */
export function decode(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  return decodeBytes(toBytes(pieces), { gunzip, createDecoder: (encoding) => new TextDecoder(encoding) })
}

async function* toBytes(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}
