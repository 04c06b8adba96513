import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Decodes text that arrives in pieces. Its first bytes show whether it's gzipped, and whether it's UTF-8 or UTF-16. */
export async function* decode(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const bytes = await withHead(toBytes(pieces))
  const plain = bytes.head[0] === 0x1f && bytes.head[1] === 0x8b ? await withHead(gunzip(bytes.all())) : bytes
  const [first, second] = plain.head
  // PowerShell 5 redirects output as UTF-16 with a byte order mark.
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8'
  // Invalid bytes become U+FFFD, and the decoder drops the byte order mark.
  const decoder = new TextDecoder(encoding)
  for await (const piece of plain.all()) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

async function* toBytes(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzipped = createGunzip()
  // An error in the source also ends the unzipped stream, so the loop below throws it.
  pipeline(Readable.from(bytes), unzipped, () => undefined)
  for await (const piece of unzipped as AsyncIterable<Uint8Array>) yield piece
}

/** Reads the first two bytes in advance; `all` still yields them. */
async function withHead(pieces: AsyncGenerator<Uint8Array>) {
  const read: Uint8Array[] = []
  let head = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await pieces.next()
    if (next.done === true) break
    read.push(next.value)
    head = Buffer.concat([head, next.value.subarray(0, 2)])
  }
  return {
    head,
    async *all(): AsyncGenerator<Uint8Array> {
      yield* read
      yield* pieces
    },
  }
}
