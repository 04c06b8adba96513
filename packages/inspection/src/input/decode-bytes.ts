/** Gzipped bytes end too early, or aren't what was zipped. What came before has been returned. */
export class GzipError extends Error {
  override readonly name = 'GzipError'

  /** What is wrong. */
  readonly flaw: 'incomplete' | 'damaged'

  constructor(flaw: 'incomplete' | 'damaged') {
    super(gzipSentence('The input', flaw))
    this.flaw = flaw
  }
}

/** Says what is wrong with a gzipped input. */
export function gzipSentence(name: string, flaw: GzipError['flaw']): string {
  return `${name} is gzipped but ${flaw}: only what comes before that could be read. Fetch it again.`
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** What this pure package can't bring along. */
export interface ByteTools {
  /** Unzips one or several gzip members, perhaps followed by zeros. @throws {GzipError} */
  readonly gunzip: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  /** Creates a `TextDecoder` that drops a byte order mark. */
  readonly createDecoder: (encoding: Encoding) => {
    readonly decode: (bytes?: Uint8Array, options?: { readonly stream: boolean }) => string
  }
}

/**
 * Decodes text that arrives as bytes. Its first bytes show whether it's gzipped, and whether it's UTF-8 or UTF-16, which has a
 * byte order mark or starts with an ASCII character. Invalid bytes become U+FFFD.
 * @throws {GzipError} after what could be unzipped
 */
export async function* decodeBytes(
  pieces: AsyncIterable<Uint8Array>,
  { gunzip, createDecoder }: ByteTools,
): AsyncGenerator<string> {
  const bytes = await withHead(pieces)
  const isGzipped = bytes.head[0] === 0x1f && bytes.head[1] === 0x8b
  const plain = isGzipped ? await withHead(gunzip(bytes.all())) : bytes
  const decoder = createDecoder(encodingOf(plain.head))
  let failure: { readonly error: unknown } | undefined
  try {
    for await (const piece of plain.all()) yield decoder.decode(piece, { stream: true })
  } catch (error) {
    failure = { error }
  }
  yield decoder.decode()
  if (failure !== undefined) throw failure.error
}

/** PowerShell 5 redirects output as UTF-16 with a byte order mark; other tools leave the mark out. */
function encodingOf([first, second, third, fourth]: readonly number[]): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (isAscii(first) && second === 0 && fourth === 0 && isAscii(third)) return 'utf-16le'
  if (first === 0 && isAscii(second) && third === 0 && isAscii(fourth)) return 'utf-16be'
  return 'utf-8'
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 9 && byte < 127
}

/** Reads the first four bytes in advance; `all` still yields them. */
async function withHead(pieces: AsyncIterable<Uint8Array>) {
  const iterator = pieces[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  const head: number[] = []
  let failure: { readonly error: unknown } | undefined
  while (head.length < 4 && failure === undefined) {
    try {
      const next = await iterator.next()
      if (next.done === true) break
      read.push(next.value)
      head.push(...next.value.subarray(0, 4 - head.length))
    } catch (error) {
      failure = { error }
    }
  }
  return {
    head,
    async *all(): AsyncGenerator<Uint8Array> {
      yield* read
      if (failure !== undefined) throw failure.error
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value
    },
  }
}
