import { decodeBytes, GzipError, gzipSentence } from '@experiment-impressions/inspection'
import { gunzip } from './gunzip.js'

const mostCharacters = 128 * 2 ** 20

/** The text of a file, and why it is only a part of it. */
export interface FileText {
  readonly text: string
  readonly problem: string | undefined
}

/**
 * Reads the text of a file, gzipped or not, as UTF-8 or UTF-16.
 * @throws {Error} with a message for people
 */
export async function readFile(file: Blob): Promise<FileText> {
  let text = ''
  try {
    const pieces = decodeBytes(bytesOf(file), {
      gunzip: unzip,
      createDecoder: (encoding) => new TextDecoder(encoding),
    })
    for await (const piece of pieces) {
      text += piece
      if (text.length > mostCharacters)
        throw new TooLongError('The file has more than 128 million characters. Split it.')
    }
    return { text, problem: undefined }
  } catch (error) {
    if (error instanceof GzipError) return { text, problem: gzipSentence('The file', error.flaw) }
    throw error instanceof TooLongError ? error : new Error('The file can’t be read.')
  }
}

class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

async function* bytesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

/** Unzipping needs all of the file: it's checked backwards from its end. */
async function* unzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  yield* gunzip(new Uint8Array(await new Blob(all as BlobPart[]).arrayBuffer()))
}
