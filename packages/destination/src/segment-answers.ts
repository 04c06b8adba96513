import {
  APIError,
  InvalidAuthenticationError,
  MultiStatusResponse,
  PayloadValidationError,
  type ErrorCodes,
  type JSONLikeObject,
} from '@segment/actions-core'
import type { Delivered } from './portable/deliver-transformed'
import type { Payload } from './trackImpression/generated-types'

/** Throws the error that Segment expects if a single event was refused or not accepted. */
export function throwIfUndelivered(delivered: Delivered): void {
  if (delivered.kind === 'accepted' || delivered.kind === 'skip') return
  const { status, errortype, errormessage } = toSegmentError(delivered)
  if (errortype === 'INVALID_AUTHENTICATION') throw new InvalidAuthenticationError(errormessage)
  if (errortype === 'PAYLOAD_VALIDATION_FAILED') throw new PayloadValidationError(errormessage)
  throw new APIError(errormessage, status)
}

/**
 * The answer for each payload of a batch, index for index. `sent` is Amplitude's event if there is one. Segment reports a
 * failure with it as Amplitude's, and one without it as the integration's own.
 */
export function toMultiStatus(
  payloads: readonly Payload[],
  delivered: readonly Delivered[],
): MultiStatusResponse {
  const response = new MultiStatusResponse()
  for (const [index, one] of delivered.entries()) {
    if (one.kind === 'accepted') {
      response.setSuccessResponseAtIndex(index, {
        status: 200,
        sent: toJson(one.event),
        body: 'Accepted by Amplitude.',
      })
    } else if (one.kind === 'skip') {
      response.setSuccessResponseAtIndex(index, {
        status: 200,
        sent: toJson(payloads[index]),
        body: `Not sent. ${one.reason}`,
      })
    } else {
      const sent = one.kind === 'refuse' ? {} : { sent: toJson(one.event) }
      response.setErrorResponseAtIndex(index, { ...toSegmentError(one), ...sent })
    }
  }
  return response
}

/** Why one event wasn't delivered, as Segment's delivery view shows it. The status decides whether Segment retries. */
interface SegmentError {
  readonly status: number
  readonly errortype: keyof typeof ErrorCodes
  readonly errormessage: string
  /** Amplitude's answer in its documented words. Absent if the event never got that far. */
  readonly body?: string
}

const advice = {
  event: 'Segment doesn’t send this event again.',
  credentials: 'Check the API key and the data region in the destination’s settings.',
  throttled: 'Segment sends the event again later.',
  server: 'Segment sends the event again later.',
} as const

/** Segment retries 408, 423, 429 and every 5xx except 501, and nothing else. */
function toSegmentError(
  delivered: Extract<Delivered, { readonly kind: 'refuse' | 'rejected' | 'retry' }>,
): SegmentError {
  if (delivered.kind === 'refuse')
    return { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errormessage: delivered.reason }
  const { kind, cause, status, reason } = delivered
  const words = { errormessage: `${reason} ${advice[cause]}`, body: reason }
  if (cause === 'credentials') return { status: 401, errortype: 'INVALID_AUTHENTICATION', ...words }
  if (kind === 'rejected') return { status: 400, errortype: 'BAD_REQUEST', ...words }
  if (cause === 'throttled') return { status: 429, errortype: 'TOO_MANY_REQUESTS', ...words }
  const isRetryable = status !== undefined && status >= 500 && status !== 501
  return { status: isRetryable ? status : 503, errortype: 'SERVICE_UNAVAILABLE', ...words }
}

/** Events and payloads are JSON already. The framework's type is only stricter about `unknown`. */
function toJson(value: object | undefined): JSONLikeObject {
  return value as JSONLikeObject
}
