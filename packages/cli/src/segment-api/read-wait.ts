import { readRetryAfter, untilDate } from '../fetch-answer.js'

/**
 * How long Segment asks to wait, in ms: `Retry-After`, else `msBeforeNext` of the error's data, else `X-RateLimit-Reset`, a
 * date (docs.segmentapis.com/tag/Rate-Limits). `undefined` if it doesn't say.
 */
export function readWait(headers: Headers, msBeforeNext: unknown): number | undefined {
  const retryAfter = readRetryAfter(headers)
  if (retryAfter !== undefined) return retryAfter
  if (typeof msBeforeNext === 'number' && msBeforeNext >= 0) return msBeforeNext
  return untilDate(headers.get('x-ratelimit-reset'))
}
