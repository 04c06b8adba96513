import { ownPath } from '@experiment-impressions/contract/json'
import { errorCode } from './errors.js'

/** The text of an answer; `undefined` if it is longer than so many bytes. One that never ends must not fill the memory. */
export async function readText({ body }: Response, mostBytes: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop closes the connection.
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    if (bytes > mostBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

/** The code of what `fetch` failed at: the error around it says `fetch failed` alone. */
export function fetchErrorCode(error: unknown): string | undefined {
  return errorCode(ownPath(error, ['cause'])) ?? errorCode(error)
}
