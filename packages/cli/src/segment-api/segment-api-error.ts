import { nameOfRequest, type SegmentRequest } from './segment-request.js'

/** One entry of Segment's `errors`: what is wrong (its type if there are no words) and, for a field, which. Hostile text still, but without the token. */
export interface SegmentMessage {
  readonly message: string
  readonly field: string | undefined
}

/** Why a request came to nothing. */
export type SegmentFailure =
  | {
      /** Segment answered, but not with what was asked for. */
      readonly kind: 'refused'
      readonly status: number
      readonly messages: readonly SegmentMessage[]
      /** How long Segment asks to wait, in ms. */
      readonly waitMs: number | undefined
    }
  /** Something else answered, such as a proxy, or Segment with something else than its JSON. */
  | { readonly kind: 'foreign'; readonly status: number; readonly contentType: string | undefined }
  /** There was no connection, or it was cut; `cause` is the system's code. */
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'late'; readonly deadlineMs: number }

/** A request to Segment that failed for good; `describeSegmentError` has the words for people. */
export class SegmentApiError extends Error {
  override readonly name = 'SegmentApiError'
  readonly request: SegmentRequest
  readonly host: string
  readonly failure: SegmentFailure

  constructor(request: SegmentRequest, host: string, failure: SegmentFailure) {
    super(`${nameOfRequest(request)} failed: ${failure.kind}`)
    this.request = request
    this.host = host
    this.failure = failure
  }

  /** Whether Segment may have done what was asked all the same. */
  get mayBeDone(): boolean {
    const { kind } = this.failure
    if (this.request.method === 'GET') return false
    return kind !== 'refused'
      ? !(kind === 'unreachable' && isNeverSent(this.failure.cause))
      : this.failure.status >= 500
  }
}

/** Whether a system's code means that no connection came about at all. */
export function isNeverSent(cause: string): boolean {
  return /^(?:ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*|EAI_AGAIN)$/.test(
    cause,
  )
}
