import {
  APIError,
  InvalidAuthenticationError,
  PayloadValidationError,
  type ErrorCodes,
} from '@segment/actions-core'
import type { Delivered } from './portable/deliver-prepared'

/** Why one event was not delivered, in Segment's terms: what its delivery view shows, and whether it sends again. */
export interface SegmentError {
  readonly status: number
  readonly errortype: keyof typeof ErrorCodes
  readonly errormessage: string
  /** What Amplitude answered, in its documented words; absent where it was not asked. */
  readonly body?: string
}

const advice = {
  event: 'This event is not sent again.',
  credentials: 'Check the API key and the data region in the destination’s settings.',
  throttled: 'Segment sends the event again later.',
  server: 'Segment sends the event again later.',
} as const

/**
 * The error of an event that was refused here, or by Amplitude. Segment sends again on 408, 423, 429 and 5xx except 501, and on
 * nothing else.
 */
export function toSegmentError(
  delivered: Extract<Delivered, { readonly kind: 'refuse' | 'failed' }>,
): SegmentError {
  if (delivered.kind === 'refuse')
    return { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errormessage: delivered.reason }
  const { outcome, cause, status, reason } = delivered.failure
  const words = { errormessage: `${reason} ${advice[cause]}`, body: reason }
  if (cause === 'credentials') return { status: 401, errortype: 'INVALID_AUTHENTICATION', ...words }
  if (outcome === 'rejected') return { status: 400, errortype: 'BAD_REQUEST', ...words }
  if (cause === 'throttled') return { status: 429, errortype: 'TOO_MANY_REQUESTS', ...words }
  const isRetryable = status !== undefined && status >= 500 && status !== 501
  return { status: isRetryable ? status : 503, errortype: 'SERVICE_UNAVAILABLE', ...words }
}

/** The same, to be thrown where there is a single event. */
export function toThrown({ status, errortype, errormessage }: SegmentError): Error {
  if (errortype === 'INVALID_AUTHENTICATION') return new InvalidAuthenticationError(errormessage)
  if (errortype === 'PAYLOAD_VALIDATION_FAILED') return new PayloadValidationError(errormessage)
  return new APIError(errormessage, status)
}
