import { ownPath } from '@experiment-impressions/contract/json'
import { errorCode } from './errors.js'

/** Reads the text of an answer. Returns `undefined` once it exceeds the limit: an endless one must not fill the memory. */
export async function readText({ body }: Response, maxBytes: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop closes the connection.
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    if (bytes > maxBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

/** The code of the error behind `fetch failed`. */
export function fetchErrorCode(error: unknown): string | undefined {
  return errorCode(ownPath(error, ['cause'])) ?? errorCode(error)
}
