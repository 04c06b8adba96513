import { askOnce, type SegmentApi } from './ask-once.js'
import { isNeverSent, SegmentApiError, type SegmentFailure } from './segment-api-error.js'
import { nameOfRequest, type SegmentRequest } from './segment-request.js'

const mostTries = 4
/** In ms. Segment's rate limits reset every minute. */
const longestWaitMs = 90_000

/**
 * Sends a request to Segment's Public API and returns the `data` of the answer. At a rate limit it waits as long as
 * Segment asks, then tries again. After a server or network error it repeats only safe requests, so never a `POST`.
 * @throws {SegmentApiError} if Segment refuses, can't be reached, or hasn't answered after four tries
 */
export async function askSegment(request: SegmentRequest, api: SegmentApi): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    const answer = await askOnce(request, api)
    if (answer.kind === 'data') return answer.data
    const waitMs = tried < mostTries ? waitBefore(answer, { tried, request }) : undefined
    if (waitMs === undefined) throw new SegmentApiError(request, new URL(api.baseUrl).host, answer)
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    api.onWait(`${reasonOf(answer)} Trying ${nameOfRequest(request)} again in ${String(seconds)} s.`)
    await api.clock.wait(waitMs, api.signal)
  }
}

interface Try {
  readonly tried: number
  readonly request: SegmentRequest
}

/** The wait before the next try, in ms; `undefined` if there is no next try. */
function waitBefore(failure: SegmentFailure, { tried, request }: Try): number | undefined {
  const ownMs = 1000 * 2 ** (tried - 1)
  if (failure.kind === 'refused' && failure.status === 429) {
    const waitMs = failure.waitMs ?? ownMs
    return waitMs > longestWaitMs ? undefined : waitMs
  }
  return isTemporary(failure) && request.method !== 'POST' ? ownMs : undefined
}

function isTemporary(failure: SegmentFailure): boolean {
  if (failure.kind === 'refused') return failure.status >= 500
  if (failure.kind === 'unreachable') return !isNeverSent(failure.cause)
  return failure.kind === 'late'
}

function reasonOf(failure: SegmentFailure): string {
  if (failure.kind !== 'refused') return 'Segment didn’t answer.'
  return failure.status === 429
    ? 'Segment’s rate limit is reached.'
    : `Segment has a server error (${String(failure.status)}).`
}
