import { askSegment } from './ask-segment.js'
import type { SegmentApi } from './segment-api.js'
import type { SegmentRequest } from './segment-request.js'

/** A request, and whether it was made. */
export interface RecordedRequest {
  readonly request: SegmentRequest
  readonly isSent: boolean
}

/** Requests to Segment: those that read and those that write, for a dry run makes only the first. */
export interface Session {
  /** The answer's `data`; `undefined` if nothing can be asked without a token. */
  readonly read: (request: SegmentRequest) => Promise<unknown>
  /** The answer's `data`; `undefined` in a dry run. */
  readonly write: (request: SegmentRequest) => Promise<unknown>
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
}

interface SessionOptions {
  /** `undefined` without a token. */
  readonly api: SegmentApi | undefined
  readonly isDryRun: boolean
  /** Told of each request before it is made. */
  readonly onRequest: (request: SegmentRequest) => void
}

/** Opens a session. */
export function createSession({ api, isDryRun, onRequest }: SessionOptions): Session {
  const requests: RecordedRequest[] = []
  const ask = async (request: SegmentRequest, isWanted: boolean): Promise<unknown> => {
    const isSent = isWanted && api !== undefined
    requests.push({ request, isSent })
    if (!isSent) return undefined
    onRequest(request)
    return askSegment(request, api)
  }
  return {
    requests,
    read: (request) => ask(request, true),
    write: (request) => ask(request, !isDryRun),
  }
}
