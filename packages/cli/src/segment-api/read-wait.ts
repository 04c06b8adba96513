/**
 * How long Segment asks to wait, in ms: `Retry-After` (seconds or a date), else `msBeforeNext` of the error's data, else
 * `X-RateLimit-Reset`, a date (docs.segmentapis.com/tag/Rate-Limits). `undefined` if it doesn't say.
 */
export function readWait(headers: Headers, msBeforeNext: unknown): number | undefined {
  const retryAfter = headers.get('retry-after')
  if (retryAfter !== null && /^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const byDate = untilDate(retryAfter)
  if (byDate !== undefined) return byDate
  if (typeof msBeforeNext === 'number' && msBeforeNext >= 0) return msBeforeNext
  return untilDate(headers.get('x-ratelimit-reset'))
}

function untilDate(text: string | null): number | undefined {
  const moment = Date.parse(text ?? '')
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - Date.now())
}
