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

/**
 * How long a server asks to wait before the next request, in ms: its header `Retry-After`, in seconds or as a date.
 * `undefined` if it doesn't say.
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) * 1000 : untilDate(text)
}

/** The time until a date, in ms; 0 if it's past, `undefined` if it isn't a date. */
export function untilDate(text: string | null): number | undefined {
  const moment = Date.parse(text ?? '')
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - Date.now())
}

/** The code of the error behind `fetch failed`. */
export function fetchErrorCode(error: unknown): string | undefined {
  return errorCode(ownPath(error, ['cause'])) ?? errorCode(error)
}
