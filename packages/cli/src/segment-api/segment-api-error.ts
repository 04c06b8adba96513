import { nameOfRequest, type SegmentRequest } from './segment-request.js'

/** An entry of Segment's `errors`: the message (or its type) and the field. Untrusted text, but without the token. */
export interface SegmentMessage {
  readonly message: string
  readonly field: string | undefined
}

/** Why a request failed. */
export type SegmentFailure =
  | {
      /** Segment answered with an error. */
      readonly kind: 'refused'
      readonly status: number
      readonly messages: readonly SegmentMessage[]
      /** How long Segment asks to wait, in ms. */
      readonly waitMs: number | undefined
    }
  /** The answer isn't Segment's JSON: a proxy may have sent it. */
  | { readonly kind: 'foreign'; readonly status: number; readonly contentType: string | undefined }
  /** There was no connection, or it broke; `cause` is the system's code. */
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'late'; readonly deadlineMs: number }

/** A request to Segment failed after all tries; `describeFailure` puts it into words. */
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

  /** Whether Segment may have made the change anyway. */
  get mayBeDone(): boolean {
    const { kind } = this.failure
    if (this.request.method === 'GET') return false
    return kind !== 'refused'
      ? !(kind === 'unreachable' && isNeverSent(this.failure.cause))
      : this.failure.status >= 500
  }
}

/** Whether a system's code means that there was never a connection. */
export function isNeverSent(cause: string): boolean {
  return /^(?:ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*|EAI_AGAIN)$/.test(
    cause,
  )
}
