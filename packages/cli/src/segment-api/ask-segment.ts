import { askOnce } from './ask-once.js'
import type { SegmentApi } from './segment-api.js'
import { isNeverSent, SegmentApiError, type SegmentFailure } from './segment-api-error.js'
import { nameOfRequest, type SegmentRequest } from './segment-request.js'

/** How often a request is tried at most. */
const mostTries = 4
/** Longest wait for a rate limit to pass, in ms; Segment's windows are a minute. */
const longestWaitMs = 90_000

/**
 * Asks Segment's Public API and returns the `data` of its answer. At a rate limit it waits as long as Segment says and
 * tries again; after trouble of the server or the network only with what can be done twice, which a `POST` can't.
 * @throws {SegmentApiError} if Segment refuses, can't be reached, or has not answered after four tries
 */
export async function askSegment(request: SegmentRequest, api: SegmentApi): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    const answer = await askOnce(request, api)
    if (answer.kind === 'data') return answer.data
    const waitMs = tried < mostTries ? waitBefore(answer, { tried, request }) : undefined
    if (waitMs === undefined) throw new SegmentApiError(request, new URL(api.baseUrl).host, answer)
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    api.onWait(`${reasonOf(answer)} ${nameOfRequest(request)} is tried again in ${String(seconds)} s.`)
    await api.clock.wait(waitMs, api.signal)
  }
}

interface Try {
  readonly tried: number
  readonly request: SegmentRequest
}

/** How long to wait before another try, in ms; `undefined` if there is none. */
function waitBefore(failure: SegmentFailure, { tried, request }: Try): number | undefined {
  const ownMs = 1000 * 2 ** (tried - 1)
  if (failure.kind === 'refused' && failure.status === 429) {
    const waitMs = failure.waitMs ?? ownMs
    return waitMs > longestWaitMs ? undefined : waitMs
  }
  return isPassing(failure) && request.method !== 'POST' ? ownMs : undefined
}

function isPassing(failure: SegmentFailure): boolean {
  if (failure.kind === 'refused') return failure.status >= 500
  if (failure.kind === 'unreachable') return !isNeverSent(failure.cause)
  return failure.kind === 'late'
}

function reasonOf(failure: SegmentFailure): string {
  if (failure.kind !== 'refused') return 'Segment gave no answer.'
  return failure.status === 429
    ? 'Segment’s rate limit is reached.'
    : `Segment can’t answer now (${String(failure.status)}).`
}
